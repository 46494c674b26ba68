-- name: keep_region_day!
-- Scans: the counts of every queue place.
-- Only what may be told of each queue place is summed up: `hidden` of them have fewer than `small` children waiting.
INSERT INTO region_day (day, region, waiting, hidden)
SELECT :day, substr(queue_place, 1, 2) || '0000000', sum(CASE WHEN queued < :small THEN 0 ELSE queued END),
       sum(queued > 0 AND queued < :small)
FROM (SELECT queue_place, sum(queued) AS queued FROM queue_category GROUP BY queue_place) WHERE true GROUP BY 2
ON CONFLICT DO NOTHING;

-- name: end_of_kindergartens$
SELECT max(id) FROM (SELECT id FROM kindergarten WHERE id > :after ORDER BY id LIMIT :at_most);

-- name: count_free_places!
-- Scans: a slice of the kindergartens.
-- Free as the catalogue has it: neither taken nor offered nor promised (R-56).
INSERT INTO region_day (day, region, counting)
SELECT :day, region, sum(max(0, places - taken - offered - promised)) FROM (
    SELECT substr(kindergarten.queue_place, 1, 2) || '0000000' AS region, class.places,
           (SELECT count(*) FROM application a WHERE a.group_id = class.id
            AND a.state IN ('contract_sent', 'enrolled')) AS taken,
           (SELECT count(*) FROM application a WHERE a.held_group_id = class.id)
           + (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed')) AS offered,
           (SELECT count(*) FROM waiting w JOIN application a ON a.id = w.application_id
            WHERE w.kindergarten_id = class.kindergarten_id AND a.state = 'waiting' AND a.held_group_id IS NULL
              AND a.group_type = class.group_type AND a.language = class.language
              AND a.born <= json_extract(:born_by, '$[' || class.age_from || ']')
              AND a.born > json_extract(:born_by, '$[' || (class.age_to + 1) || ']')) AS promised
    FROM kindergarten JOIN class ON class.kindergarten_id = kindergarten.id
    WHERE kindergarten.id > :after AND kindergarten.id <= :last)
WHERE true GROUP BY region
ON CONFLICT (day, region) DO UPDATE SET counting = region_day.counting + excluded.counting;

-- name: finish_region_day!
UPDATE region_day SET free = counting WHERE day = :day;

-- name: region_days
-- Scans: the days of the regions; a year has twenty a day.
SELECT day, sum(waiting) AS waiting, sum(hidden) AS hidden, count(*) AS regions,
       CASE WHEN count(free) = count(*) THEN sum(free) END AS free
FROM region_day WHERE day >= :since AND (region = :region OR :region = '') GROUP BY day ORDER BY day;

-- name: regions_on
SELECT region, waiting, hidden, free FROM region_day WHERE day = :day;

-- name: vouchers_by_month
-- Scans: the rounds of a year.
-- `months`: pairs of instants, when each begins and when the next does.
SELECT substr(round.queue_place, 1, 2) || '0000000' AS region, json_extract(month.value, '$[0]') AS month,
       sum(round.vouchers) AS vouchers
FROM json_each(:months) month JOIN round ON round.held_at >= json_extract(month.value, '$[0]')
    AND round.held_at < json_extract(month.value, '$[1]')
GROUP BY 1, 2;

"""Free places, watches and referrals, in the database."""

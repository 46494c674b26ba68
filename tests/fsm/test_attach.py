"""Documents as answers: one by one, done when the person says so (R-20, R-32)."""

from dataclasses import replace

import pytest

from bot.fsm.application import Apply
from bot.fsm.child import AddChild
from bot.fsm.claim import NO_RIGHT, PAPERS, ClaimRight, ProveKinship, ReturnClaim
from bot.fsm.form import Attach, Attached, Facts, Given, Said
from bot.words import Html, say, speaking
from domain.claim import EXPIRING, Basis
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import Filling, facts, given

AT_HAND = {7: Attached("pdf", 120_000), 8: Attached("jpeg", 300), 9: Attached("png", 5_000_000)}
PROOF = Apply.proof


def all_facts() -> Facts:
    return replace(facts(lists={"children": ()}), attached=AT_HAND)


def claiming(right: str = Basis.LARGE_FAMILY) -> Filling:
    """The form of a right that is claimed later, at its documents."""
    return Filling(ClaimRight, all_facts(), {"application": "1"}).picks(right)


def proof_of(one: Filling) -> Attach:
    ask = one.here.ask
    assert isinstance(ask, Attach)
    return ask


def attaches(one: Filling, *documents: int) -> Filling:
    """Send these documents."""
    for document in documents:
        ask = proof_of(one)
        read = ask.read(Said(document=document), one.here.given)
        one.answers[ask.name] = ask.add(one.answers, int(read))
    return one


def done(one: Filling) -> Filling:
    """Press «Done»."""
    ask = proof_of(one)
    one.answers[ask.name] = one.answers[ask.name].rstrip("+")
    return one


def why(one: Filling, said: Said) -> Reason:
    with pytest.raises(NotAllowed) as no:
        one.here.ask.read(said, one.here.given)
    return no.value.reason


def test_the_question_stays_until_the_person_is_done() -> None:
    one = attaches(claiming(), 7)
    assert one.asks == "proof"
    assert one.here.value is None
    assert attaches(one, 8).answers["proof"] == "7,8+"
    assert done(one).step is None
    assert one.result["proof"] == "7,8"


def test_the_same_document_twice_is_one_and_opens_the_answer_again() -> None:
    one = done(attaches(claiming(), 7)).edits("proof")
    assert one.here.value == "7"
    assert attaches(one, 7).answers["proof"] == "7+"


def test_so_many_and_no_more() -> None:
    one = claiming()
    one.answers["proof"] = "1,2,3,4,5+"
    with pytest.raises(NotAllowed) as no:
        attaches(one, 7)
    assert no.value.reason is Reason.FILES_TOO_MANY
    assert no.value.facts == {"at_most": 5}


@pytest.mark.parametrize("said", [Said(text="the paper"), Said(), Said(phone="+77000000001"), Said(document=99)])
def test_only_a_document_that_is_at_hand_is_an_answer(said: Said) -> None:
    assert why(claiming(), said) is Reason.FILE_EXPECTED


@pytest.mark.parametrize("kept", ["", "+", "99", "7,99", "7,8+"])
def test_what_is_not_at_hand_any_more_is_asked_again(kept: str) -> None:
    one = claiming()
    one.answers["proof"] = kept
    assert one.asks == "proof"
    assert "proof" not in one.result


def test_what_is_attached_is_told_by_kind_and_size() -> None:
    with speaking("ru"):
        shown = Apply.proof.shown("7,8", given(all_facts()))
    assert isinstance(shown, Html)
    assert "PDF, 117" in shown
    assert "JPEG, 1" in shown


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_right_names_its_document_and_what_is_taken_too(basis: Basis, language: str) -> None:
    """R-32."""
    one = claiming(basis)
    if basis in EXPIRING:
        assert one.asks == "issued"
        one.says("16.11.2026")
    ask = proof_of(one)
    with speaking(language):
        assert say(PAPERS[basis]) in ask.question(one.here.given)
        assert ask.taken is not None
        assert say(PAPERS[basis]) in ask.taken(one.here.given)


def test_a_certificate_that_has_expired_is_asked_for_again_however_long_the_form_waited() -> None:
    """R-32: benefit_certificate_validity."""
    one = claiming(Basis.TEACHER)
    with pytest.raises(NotAllowed) as no:
        one.says("15.10.2026")
    assert no.value.reason is Reason.CERTIFICATE_EXPIRED
    attaches(one.says("16.10.2026"), 7)
    assert done(one).step is None
    one.facts = replace(one.facts, today=one.facts.today.replace(day=17))
    assert one.asks == "issued"


def test_without_a_right_no_document_is_asked() -> None:
    assert Apply.proof.otherwise == {"right": NO_RIGHT}
    assert ClaimRight.proof.otherwise == {}
    for right, applies in ((NO_RIGHT, False), (None, False), (Basis.ORPHAN, True)):
        answers = {"right": str(right)} if right else {}
        assert Apply.proof.applies(Given(answers, {}, facts())) is applies


def test_an_unknown_kinship_leads_to_a_document() -> None:
    """R-20: the child's IIN goes along, nothing that the registers know."""
    for outcome, leads in (("invalid", True), ("not_found", True), ("pending", False), ("unavailable", False)):
        one = Filling(AddChild, facts()).says("230415500016").learns(outcome)
        way = AddChild.kinship.way(one.given)
        assert (way is not None) is leads
        if way:
            assert (way.opens, way.carries) == ("ProveKinship", ("iin",))
    assert AddChild.kinship.way(given()) is None


def test_kinship_is_typed_and_proved() -> None:
    one = Filling(ProveKinship, all_facts(), {"iin": "230415500016"})
    one.says("Тестов", "Артём").skips().says("25.06.2023").picks("male").skips()
    one.says("Астана", "Есіл").picks("birth_certificate")
    ask = proof_of(one)
    with speaking("ru"):
        assert "8 (727) 339-72-22" in (ask.taken(one.here.given) if ask.taken else "")
        assert "Свидетельство о рождении" in ask.question(one.here.given)
        assert ProveKinship.iin.shown("230415500016", one.given) == "••••••••0016"
    assert done(attaches(one, 9)).step is None


def test_a_claim_is_returned_with_a_ready_reason_or_in_words() -> None:
    one = Filling(ReturnClaim, facts(), {"claim": "1"}).picks("unreadable")
    assert one.step is None
    assert one.edits("reason").picks("other").asks == "words"
    assert one.says("Мөрі жоқ").step is None
    assert ReturnClaim.before_sending is not None
    assert ReturnClaim.before_sending(one.given)

import itertools

from service.timeline.dating import claims
from service.timeline.dating.claims import MAX_EVIDENCE
from service.timeline.sources import Sources, Voice


def judge(testimonies, **outlets):
    """Each article is a source of its own, unless `outlets` tells otherwise."""
    voices = {t.article_id: Voice(outlets.get(t.article_id, t.article_id)) for t in testimonies}
    return claims.judge(testimonies, Sources({}, voices, {}))


def said(article, low, high=None, *, basis="explicit", block="prose", modality="occurred", n=0, value="", **more):
    return claims.Testimony(
        key=("2026-03-05", article, n, n + 1),
        article_id=article,
        days=(low, high or low),
        precision="day" if high is None else "month",
        basis=basis,
        block=block,
        modality=modality,
        value=value or low,
        start=n,
        end=n + 1,
        sentence=more.pop("sentence", f"{article} {n} {low}"),
    )


def test_agreement():
    verdict = judge([said("a", "2026-03-02"), said("b", "2026-03-02")])
    assert (verdict.days[0], verdict.basis, verdict.conflict) == ("2026-03-02", "explicit", "none")
    assert [(c.date, len(c.evidence)) for c in verdict.claims] == [("2026-03-02", 2)]


def test_the_narrower_of_compatible_dates_wins():
    verdict = judge(
        [said("a", "2026-03-01", "2026-03-31"), said("b", "2026-03-01", "2026-03-31"), said("c", "2026-03-02")]
    )
    assert (verdict.days[0], verdict.precision, verdict.conflict) == ("2026-03-02", "day", "none")
    assert [c.date for c in verdict.claims] == ["2026-03-02", "2026-03"]


def test_most_sources_win_and_both_dates_stay():
    verdict = judge([said("a", "2026-03-02"), said("b", "2026-03-04"), said("c", "2026-03-04")])
    assert (verdict.days[0], verdict.conflict) == ("2026-03-04", "hard")
    assert [c.date for c in verdict.claims] == ["2026-03-04", "2026-03-02"]


def test_articles_of_one_source_have_one_vote():
    testimonies = [said("a", "2026-03-02"), said("b", "2026-03-04"), said("c", "2026-03-04"), said("d", "2026-03-02")]
    assert judge(testimonies, b="x", c="x").days[0] == "2026-03-02"
    assert judge(testimonies, a="x", d="x").days[0] == "2026-03-04"


def test_one_outlet_against_itself_is_soft():
    testimonies = [said("a", "2026-03-02"), said("b", "2026-03-05")]
    assert (judge(testimonies).conflict, judge(testimonies, a="x", b="x").conflict) == ("hard", "soft")


def test_prose_outweighs_a_table():
    verdict = judge([said("a", "2026-03-02", block="table"), said("b", "2026-03-04")])
    assert (verdict.days[0], verdict.conflict) == ("2026-03-04", "hard")


def test_a_source_that_contradicts_itself_counts_half_and_is_named():
    verdict = judge(
        [
            said("a", "2026-03-02", basis="inferred"),
            said("b", "2026-03-02", basis="inferred"),
            said("c", "2026-03-02", basis="inferred"),
            said("c", "2026-03-05", block="table", n=5),
        ]
    )
    assert (verdict.days[0], verdict.basis, verdict.conflict) == ("2026-03-02", "inferred", "hard")
    assert verdict.self_inconsistent == ("c",)


def test_contradictions_with_an_explanation_are_soft():
    alone = [said("a", "2026-03-02"), said("a", "2026-03-04", n=4)]
    guess = [said("a", "2026-03-02"), said("b", "2026-03-02"), said("c", "2026-03-04", basis="inferred")]
    plans = [said("a", "2026-03-12", modality="projected"), said("b", "2026-03-14", modality="projected")]
    copied = [said("a", "2026-03-02", sentence="It fell today."), said("b", "2026-03-03", sentence="It fell today.")]
    midnight = [said("a", "2026-03-02", value="2026-03-02TNI"), said("b", "2026-03-03")]
    for testimonies in (alone, guess, plans, copied, midnight):
        assert judge(testimonies).conflict == "soft"


def test_a_day_apart_without_a_night_is_hard():
    assert judge([said("a", "2026-03-02"), said("b", "2026-03-03")]).conflict == "hard"


def test_the_order_of_testimonies_does_not_matter():
    testimonies = [
        said("a", "2026-03-02"),
        said("b", "2026-03-04"),
        said("c", "2026-03-01", "2026-03-31"),
        said("a", "2026-03-05", n=3),
    ]
    verdicts = {repr(judge(order)) for order in itertools.permutations(testimonies)}
    assert len(verdicts) == 1


def test_evidence_is_bounded():
    verdict = judge([said(f"s{i:03}", "2026-03-02") for i in range(100)])
    assert len(verdict.claims[0].evidence) == MAX_EVIDENCE

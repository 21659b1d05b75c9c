"""What the sentence itself says of whose office a title is: who acts, who leads whose delegation, where they are."""

from graph.extract.gazetteer import Mention
from graph.extract.lexicon import either, verb_form, words
from graph.extract.sentence import Holding, Sentence

_SAYING = words("scene_saying", "frames")
_LEADING = ("led", "headed", "chaired", "represented", "hosted", "leads", "heads")
_RECEIVING = words("owners_receiving", "frames")
_ESCORTED = ("accompanied", "flanked", "joined", "assisted")
_COUPLING = ("and", "&", ",", ";")
_SENT = ("delegation", "side", "team", "government", "administration")


def acts(sentence: Sentence, holding: Holding) -> bool:
    """Whether the titled person is who does something in the sentence, not one who is met, or spoken of."""
    if _says(sentence, span_end(sentence, holding)):
        return True
    here, first = _coupled_start(sentence, holding)
    if first:
        return True
    before_it = sentence.lower(here - 1)
    if before_it == "by":
        opening = {token.lower for token in sentence.tokens[max(0, here - 7) : here - 1]}
        return not opening & (_RECEIVING | set(_LEADING))
    if before_it == "of":
        return sentence.lower(here - 2) not in ("invitation", "request", "guest")
    form = verb_form(before_it)
    if before_it in ("before", "after", "since", "until", "as", "while", "when"):
        return True
    return before_it not in words("prepositions") and (form is None or form.lemma in _SAYING)


def _coupled_start(sentence: Sentence, holding: Holding) -> tuple[int, bool]:
    """Where the first of the persons starts whom "and" joins to the titled one; whether a clause starts there."""
    spans = [span.first for span in sentence.persons if span.first <= holding.first < span.last]
    here = _leading(sentence, min([holding.first, *spans]))
    while sentence.lower(here - 1) in _COUPLING:
        before = _coupled_before(sentence, here - 1)
        if before is None:
            return here, True
        here = _leading(sentence, before)
    return here, False


def _leading(sentence: Sentence, first: int) -> int:
    """Where a phrase starts with the articles, adverbs and ranks before its title."""
    small = either("determiners", "adverbs") | words("honorifics", "offices")
    while first > 0 and sentence.lower(first - 1) in small:
        first -= 1
    return first


def _coupled_before(sentence: Sentence, index: int) -> int | None:
    """Where the person or title starts that ends right before "and" or a comma at `index`."""
    while sentence.lower(index - 1) in _COUPLING:
        index -= 1
    spans = [(s.first, s.last) for s in sentence.persons] + [(s.first, s.last) for s in sentence.roles]
    return next((first for first, last in spans if last == index), None)


def _says(sentence: Sentence, index: int) -> bool:
    form = verb_form(sentence.lower(index))
    return form is not None and form.lemma in _SAYING


def had(sentence: Sentence, holding: Holding) -> str:
    """As in "Chile has a permanent observer to O, N. N."."""
    if sentence.lower(holding.first - 1) in ("a", "an", "its") and sentence.lower(holding.first - 2) in (
        "has",
        "have",
        "had",
    ):
        return next((m.entry.state for m in sentence.mentions if m.last == holding.first - 2), "")
    return ""


def accompanies(sentence: Sentence, holding: Holding) -> bool:
    """As in "she was accompanied by First Secretary X": who goes along is of the same side."""
    here, _ = _coupled_start(sentence, holding)
    return sentence.lower(here - 1) == "by" and sentence.lower(here - 2) in _ESCORTED


def leads(sentence: Sentence, holding: Holding) -> bool:
    """As in "a delegation led by Minister X arrived": who leads those that act."""
    here, _ = _coupled_start(sentence, holding)
    if sentence.lower(here - 1) != "by" or sentence.lower(here - 2) not in _LEADING:
        return False
    return bool({"delegation", "team", "mission", "group"} & {t.lower for t in sentence.tokens[: here - 2]})


def attends(sentence: Sentence, holding: Holding) -> bool:
    """As in "signed in the presence of President X": whose state says nothing against those of the others."""
    here, _ = _coupled_start(sentence, holding)
    return sentence.words(max(0, here - 2), here) in ("presence of", "attended by", "witnessed by")


def receives(holding: Holding) -> bool:
    """As in "X was met by Minister Y": who receives a guest is at home."""
    sentence = holding.sentence
    here, _ = _coupled_start(sentence, holding)
    before = {token.lower for token in sentence.tokens[max(0, here - 7) : here - 1]}
    return sentence.lower(here - 1) == "by" and bool(
        before & {"received", "welcomed", "hosted", "greeted", "met", "seen"}
    )


def received_envoys(sentence: Sentence) -> str:
    """As in "President X received letters of credence from envoys accredited to Z"."""
    return next(
        (m.entry.state for m in sentence.mentions if sentence.words(max(0, m.first - 2), m.first) == "accredited to"),
        "",
    )


def joined(sentence: Sentence, holding: Holding) -> str:
    """The state of the person right before "and": "the President and Foreign Minister X" act for one."""
    if sentence.lower(holding.first - 1) not in ("and", "&"):
        return ""
    spans = [span for span in sentence.persons if holding.first - 8 <= span.last <= holding.first]
    sent = {t.first for t in sentence.titles if t.accredited or t.head in words("envoys", "offices")}
    before = [span.person for span in spans if not sent & set(range(span.first, span.last))]
    return before[-1].sides[0] if before and before[-1].sides else ""


def represented(sentence: Sentence, holding: Holding) -> str:
    """As in "X will lead the Z delegation", "on behalf of the Z government", "a Z delegation led by X"."""
    for mention in sorted(sentence.mentions, key=lambda m: abs(m.first - holding.first)):
        after = mention.last + (sentence.lower(mention.last) == "'s")
        if mention.first >= holding.until and sentence.lower(mention.first - 1).startswith("represent"):
            return mention.entry.state
        sent = sentence.lower(after) in _SENT or _delegation_of(sentence, mention)
        if mention.entry.state and sent and _leads_it(sentence, holding, mention, after):
            return mention.entry.state
    return ""


def _delegation_of(sentence: Sentence, mention: Mention) -> bool:
    """As in "the delegation of Z headed by T"."""
    before = sentence.words(max(0, mention.first - 3), mention.first).removesuffix(" the")
    return before.endswith(("delegation of", "side of", "team of"))


def _leads_it(sentence: Sentence, holding: Holding, mention: Mention, after: int) -> bool:
    """Whether the titled person heads what the words at `mention` to `after` name, or speaks for it."""
    behind = {token.lower for token in sentence.tokens[holding.until : mention.first]}
    spoken = sentence.words(max(0, mention.first - 4), mention.first).endswith(("behalf of the", "behalf of"))
    between = [token.lower for token in sentence.tokens[after + 1 : holding.first]]
    led = bool(set(_LEADING) & {sentence.lower(after), *between[:4]}) and not {"with", "met", "to", "visited"} & set(
        between
    )
    elliptic = bool(between) and set(between) <= {"by", "the"}
    return bool(behind & words("owners_leads", "frames")) or spoken or led or elliptic


def span_end(sentence: Sentence, holding: Holding) -> int:
    """Where the person that the title belongs to ends."""
    return next((span.last for span in sentence.persons if span.first <= holding.first < span.last), holding.until)


def place_after(sentence: Sentence, holding: Holding) -> str:
    """As in "President X of Z"; after one who is met, "in Jakarta" says so too."""
    end = span_end(sentence, holding)
    if sentence.lower(end) == "of" or (sentence.lower(end) == "in" and not acts(sentence, holding)):
        return next((m.entry.state for m in sentence.mentions if m.first in (end + 1, end + 2) and _stands(m)), "")
    return ""


def _stands(mention: Mention) -> bool:
    return bool(mention.entry.state) and mention.entry.form in ("place", "name", "metonym")


def named_before(holding: Holding) -> list[str]:
    """The states named before the title in its sentence; adjectives only when nothing else is there."""
    earlier = [m for m in holding.sentence.mentions if m.last <= holding.first and m.entry.state]
    nouns = [m for m in earlier if _stands(m)]
    return list(dict.fromkeys(m.entry.state for m in nouns or earlier))


def reached(holding: Holding) -> str:
    """As in "flew to Y to see the president": the last place before the title, where somebody came to or is."""
    places = [m for m in holding.sentence.mentions if m.last <= holding.first and m.entry.form == "place"]
    lead = holding.sentence.lower(places[-1].first - 1) if places else ""
    return places[-1].entry.state if lead in ("to", "in") else ""


def opens(holding: Holding, state: str) -> bool:
    """Whether a state is the first thing that the sentence names: its subject."""
    first = next((m for m in holding.sentence.mentions if m.entry.state), None)
    return first is not None and first.first <= 2 and first.entry.state == state

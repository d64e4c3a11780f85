"""Read one sentence: its clauses, the noun phrases with a time, and what tells their times."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.events.attachment import Attachment, attach, dates_nothing, eventive, same_event
from analysis.events.clauses import (
    awaited,
    bidden,
    core,
    extent,
    first_conjunct,
    governing,
    has_subject,
    outlook_of,
    subjects,
    tense_of,
)
from analysis.events.lexicon import lexicon
from analysis.events.phrases import content_stems, parties_of, phrase, places_of
from analysis.events.quantities import quantities
from analysis.events.report import Report
from analysis.events.signs import (
    anniversaries,
    goes_along,
    names_another_time,
    names_both,
    names_occasion,
    performs,
    sets_goal,
)
from analysis.events.wording import content_end, told_from, wording

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from analysis.article import Article

# "PARIS – ", "Paris, 21 May 2022 (ABC): " before the first sentence.
DATELINE = re.compile(r"[A-Z][^.!?\n:]{1,60}?(?:\([^()\n]{1,40}\)\s?[:–—-]|\s[–—-]{1,2}|:)\s")


def _noun_class(noun: Token) -> str:
    words = lexicon()
    return words.noun_class.get(noun.lemma_.lower()) or words.noun_class[noun.lower_]


class SentenceReader:
    """The clauses of one sentence, and what tells their times.

    Parameters
    ----------
    article : the article it stands in.
    sentence : its tokens.
    heads : the heads of its clauses.
    expressions, names : those of the sentence.
    quoted : tells of an offset whether it stands inside quotation marks.
    """

    def __init__(
        self,
        article: Article,
        sentence: Span,
        heads: list[Token],
        expressions: Sequence[Any],
        names: Sequence[Any],
        quoted: Callable[[int], bool],
    ) -> None:
        self.article = article
        self.text = article.text
        self.sentence = sentence
        self.begin, self.finish = sentence.start_char, sentence.end_char
        self.expressions = expressions
        self.names = names
        self.amounts = quantities(self.text[self.begin : self.finish], self.begin)
        self._quoted = quoted
        self.own: dict[int, list[Attachment]] = {}
        self.phrases: dict[int, list[Attachment]] = {}
        self.gaps: list[tuple[Any, Token]] = []
        for expression in expressions:
            self._place(expression)
        days = {(e.start, e.end) for e in expressions if e.type != "DURATION"}
        self.dated = {verb for verb, found in self.own.items() if any((a.start, a.end) in days for a in found)}
        self.heads = [head for head in heads if not self._folds(head)]
        self.ids = {head.i for head in self.heads}

    def _place(self, expression: Any) -> None:
        doc = self.article.doc
        follower = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if follower is not None and expression.type == "DURATION" and follower.end < self.sentence.end:
            after = doc[follower.end]
            if after.lower_ in ("after", "before") or (after.lower_ in ("following",)):
                self.gaps.append((expression, after))
                return
        found = attach(doc, expression.start, expression.end)
        if found is None or dates_nothing(doc, expression, found, self.begin):
            return
        if found.noun < 0 and found.verb >= 0:
            found = self._foreseen(found)
        if found.noun >= 0:
            noun = doc[found.noun]
            joined = found.verb >= 0 and same_event(noun, doc[found.verb])
            if not joined:
                self.phrases.setdefault(found.noun, []).append(found)
            if joined or found.setting:
                self.own.setdefault(found.verb, []).append(found)
        else:
            self.own.setdefault(found.verb, []).append(found)

    def _foreseen(self, found: Attachment) -> Attachment:
        """Give the time in "discussed a visit in May" to the visit."""
        verb = self.article.doc[found.verb]
        words = lexicon()
        if verb.lemma_.lower() not in words.verbs["foreseeing"] or verb.i > self.sentence.end:
            return found
        nouns = [c for c in verb.children if c.dep_ == "dobj" and eventive(c) and c.idx < found.start]
        due = self.text[max(self.begin, found.start - 8) : found.start].lower().split()[-1:] in (["by"], ["before"])
        if not nouns or not (due or any(c.lower_ in ("a", "an", "next", "upcoming") for c in nouns[0].children)):
            return found
        return Attachment(found.start, found.end, -1, nouns[0].i)

    def _folds(self, head: Token) -> bool:
        """Tell whether an infinitive or gerund without a time of its own reads as a part of the clause above it."""
        infinitive = head.dep_ == "acl" and any(child.tag_ == "TO" for child in head.children)
        if head.i in self.own or not (head.dep_ in ("xcomp", "pcomp") or infinitive):
            return False
        return not any(token.i in self.own for token in head.subtree)

    def read(self) -> list[Report]:
        """Return the reports of the sentence."""
        reports = []
        for head in self.heads:
            report = self._clause(head)
            if report is not None:
                reports.append(report)
        for noun in sorted(self.phrases):
            reports.append(self._phrase(self.article.doc[noun], self.phrases[noun]))
        self._bridge(reports)
        reports += anniversaries(self.text, self.begin, self.finish)
        return reports

    def _times(self, head: Token) -> tuple[list[list[int]], bool]:
        own = self.own.get(head.i)
        if own:
            return [[a.start, a.end] for a in own], False
        token = head
        for _ in range(6):
            above = self._lender(token)
            if above is None:
                return [], False
            lent = [a for a in self.own.get(above.i, []) if token.dep_ != "conj" or a.end <= above.idx]
            if lent:
                return [[a.start, a.end] for a in lent], True
            token = above
        return [], False

    def _lender(self, head: Token) -> Token | None:
        """Return the clause that shares its time with this one, if any."""
        if head.head.i == head.i:
            return self._subordinate(head)
        if head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX"):
            first = first_conjunct(head)
            return first if tense_of(head) == tense_of(first) else None
        if head.dep_ == "ccomp" and head.i < head.head.i and head.head.dep_ == "conj":
            first = first_conjunct(head.head)  # "X met Y on Monday, and the two signed Z, her office said"
            return first if tense_of(head) == tense_of(first) else None
        if head.dep_ == "xcomp":
            return head.head if outlook_of(head, tense_of(head)) == outlook_of(head.head, tense_of(head.head)) else None
        if head.dep_ == "advcl":
            marks = {child.lower_ for child in head.children if child.dep_ in ("mark", "advmod")}
            if (head.tag_ == "VBG" and not marks and not has_subject(head)) or marks & {"while", "when", "as"}:
                return head.head
        if head.dep_ == "pcomp" and head.tag_ == "VBG" and head.head.lower_ in ("while", "in", "when"):
            return governing(head)
        return None

    def _subordinate(self, head: Token) -> Token | None:
        for child in head.children:
            if child.dep_ == "advcl" and child.i in self.own:
                marks = {grand.lower_ for grand in child.children if grand.dep_ in ("mark", "advmod")}
                if marks & {"while", "when"}:
                    return child
        return None

    def _clause(self, head: Token) -> Report | None:
        tense = tense_of(head)
        outlook = outlook_of(head, tense)
        times, shared = self._times(head)
        tokens = core(head, self.ids - {head.i})
        stretch = extent(head, tokens)
        start, end = stretch[0].idx, stretch[-1].idx + len(stretch[-1])
        amounts = [q for q in self.amounts if self._holds(tokens, q.start, q.end)]
        main = self._main(head)
        words = lexicon()
        same_day = (
            not times
            and head.dep_ not in ("relcl", "acl")
            and any(
                child.lower_ in words.cues["same_day"] and child.dep_ == "advmod" and not list(child.children)
                for child in head.children
            )
        )
        about_gap = bool(self.gaps)
        if not (times or main or amounts or same_day or about_gap):
            return None
        start = self._past_dateline(start, head.idx)
        end = max(end, content_end(head, start))
        lemma = head.lemma_.lower()
        nouns = [t for t in tokens if eventive(t) and (t.head.i == head.i or t.head.head.i == head.i)]
        joined = [noun for noun in nouns if same_event(noun, head)]
        objects = {_noun_class(noun) for noun in nouns}
        if joined or lemma not in words.verb_class:
            classes = {_noun_class(noun) for noun in joined} if joined else objects
        else:
            classes = {words.verb_class[lemma]}
        if lemma == "have" and joined:
            lemma = joined[0].lemma_.lower()
        if goes_along(head, shared=shared and not (classes or amounts)):
            return None
        says = lemma in words.verbs["saying"] and not joined
        then = names_another_time(head)
        report = Report(
            start=start,
            end=end,
            head=head.idx,
            lemma=lemma,
            what=wording(self.text, head, start, end, self.ids, self.dated),
            tense=tense,
            outlook=outlook,
            classes=sorted(classes),
            objects=sorted(objects),
            words=content_stems(tokens, self.expressions),
            times=times,
            shared=shared,
            parties=parties_of(head, tokens, self.ids, self._actors(head, tokens)),
            places=places_of(tokens, self.names),
            goal=sets_goal(self.text, head, times),
            says=says,
            performs=not says
            or (performs(head) and not any(c.dep_ == "xcomp" and c.i in self.own for c in head.children)),
            quoted=self._quoted(head.idx),
            main=main,
            same_day=same_day,
            reduced=head.dep_ == "acl",
            continues=self._continues(head),
            follows=then or any(who.tag_ == "PRP" for who in subjects(head)[:1]) or names_both(head),
            both=names_both(head),
            then=then,
            awaited=awaited(head),
            occasion=names_occasion(tokens),
        )
        self._measure(report, head, amounts)
        return report

    def _actors(self, head: Token, tokens: list[Token]) -> list[Token]:
        """Return the heads of the subject, that of the verb an infinitive completes, and of persons it is done to."""
        persons = [n for n in self.names if n.type == "PERSON"]
        found = bidden(head) or [*subjects(told_from(head)[0]), *subjects(head)]
        for token in tokens:
            to_whom = token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.i == head.i
            if to_whom and any(n.start <= token.idx < n.end for n in persons):
                found.append(token)
        if not found and self._main(head):  # a subject that the parse has lost: "In Oslo, Silva and ... signed"
            found = [t for t in tokens if t.i < head.i and any(n.end == t.idx + len(t) for n in persons)]
        return list(dict.fromkeys(found))

    def _measure(self, report: Report, head: Token, amounts: list[Any]) -> None:
        words = lexicon()
        measuring = head.lemma_.lower() in words.verbs["measuring"]
        if not amounts or not measuring:
            return
        first = amounts[0]
        report.form = "figure"
        report.amount, report.unit, report.qualifier = first.amount, first.unit, first.qualifier
        if not report.qualifier and head.lemma_.lower() in ("exceed", "surpass", "top"):
            report.qualifier = "more"

    def _phrase(self, noun: Token, attachments: list[Attachment]) -> Report:
        words = lexicon()
        tokens = [t for t in noun.subtree if t.i == noun.i or not self._inside_clause(t, noun)]
        stretch = extent(noun, tokens)
        start, end = stretch[0].idx, stretch[-1].idx + len(stretch[-1])
        ends = [a.end for a in attachments if a.end > end and self.begin <= a.end]
        ends_at = max([end, *ends])
        verb = next((a.verb for a in attachments if a.verb >= 0), -1)
        above = governing(noun) if noun.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj") else None
        planned = above is not None and (
            above.lemma_.lower() in words.verbs["planning"] | words.verbs["foreseeing"] | words.nouns["planning"]
        )
        planned = planned or any(c.lower_ in words.cues["coming_adjectives"] for c in noun.children)
        if verb >= 0 and outlook_of(self.article.doc[verb], tense_of(self.article.doc[verb])) == "planned":
            planned = True
        teller = self._teller(noun)
        possessor = [phrase(child, set()) for child in noun.children if child.dep_ == "poss" or self._holds_it(child)]
        return Report(
            start=start,
            end=max(end, ends_at),
            head=noun.idx,
            lemma=noun.lemma_.lower(),
            what=self._named(noun, start, max(end, ends_at)),
            form="phrase",
            tense="open",
            outlook="planned" if planned else "happened",
            classes=[_noun_class(noun)],
            words=content_stems(tokens, self.expressions),
            times=[[a.start, a.end] for a in attachments],
            parties=parties_of(noun, tokens, set(), subjects(teller) if teller is not None else []),
            possessor=possessor if teller is None else [],
            places=places_of(tokens, self.names),
            quoted=self._quoted(noun.idx),
        )

    def _holds_it(self, token: Token) -> bool:
        """Tell whether a name before a noun says whose it is: "the Arab League summit"."""
        named = token.dep_ in ("compound", "nmod") and token.pos_ == "PROPN"
        return named and any(n.start <= token.idx < n.end and n.type in ("ORG", "PERSON") for n in self.names)

    def _holder(self, noun: Token) -> Token | None:
        """Return the verb in "arrived for a three-day visit": the noun has no owner but the subject of the clause."""
        above = noun.head
        if noun.dep_ == "pobj" and above.lower_ in ("for", "from", "on", "during"):
            above = above.head
        elif noun.dep_ != "dobj":
            return None
        indefinite = any(child.lower_ in ("a", "an") for child in noun.children)
        return above if indefinite and above.i in self.ids and above.i < noun.i else None

    def _teller(self, noun: Token) -> Token | None:
        """Return the verb whose subject a noun phrase is told with: of a visitor, or of who demands "their release"."""
        theirs = any(child.tag_ == "PRP$" for child in noun.children)
        if theirs and noun.dep_ == "dobj" and noun.head.lemma_.lower() in lexicon().verbs["foreseeing"]:
            return noun.head
        verb = self._holder(noun) if _noun_class(noun) == "visit" else None
        return verb if verb is not None and subjects(verb) else None

    def _named(self, noun: Token, start: int, end: int) -> str:
        """Return a noun phrase in its own words; in those of its clause, as far as it, where it names nobody."""
        verb = self._teller(noun)
        if verb is None:
            return " ".join(self.text[start:end].split())
        stretch = extent(verb, core(verb, self.ids - {verb.i}))
        return wording(self.text, verb, stretch[0].idx, max(end, verb.idx + len(verb)), self.ids, self.dated)

    def _inside_clause(self, token: Token, noun: Token) -> bool:
        while token.i != noun.i and token.head.i != token.i:
            if token.i in self.ids and token.dep_ in ("relcl", "acl", "advcl") and token.tag_ != "VBN":
                return True
            token = token.head
        return False

    def _bridge(self, reports: list[Report]) -> None:
        """Link two clauses that a duration separates: "a month after the delegation visited"."""
        for expression, word in self.gaps:
            left = [r for r in reports if r.form != "phrase" and r.head < expression.start]
            right = [
                r
                for r in reports
                if r.form != "phrase" and r.head > expression.end and r.tense != "open" and not r.reduced
            ]
            if expression.start - self.begin < 12 and len(right) > 1:
                left, right = right[1:], right[:1]
            if not left or not right:
                continue
            one, two = left[-1], right[0]
            sign = -1 if word.lower_ in ("after", "following") else 1
            for report, partner, direction in ((two, one, sign), (one, two, -sign)):
                if not report.times and not report.gap:
                    report.gap = [expression.start, expression.end]
                    report.other, report.direction = partner.head, direction

    def _main(self, head: Token) -> bool:
        first = first_conjunct(head)
        if first.dep_ == "ROOT":
            return head.i == first.i or head.i in self.ids
        above = first.head
        told = first.i < above.i and tense_of(first) in ("past", "perfect")  # "X met Y on Monday, her office said"
        return (
            first.dep_ in ("ccomp", "parataxis")
            and first_conjunct(above).dep_ == "ROOT"
            and not self._quoted(head.idx)
            and (told or above.lemma_.lower() in lexicon().verbs["attribution"] or above.pos_ not in ("VERB", "AUX"))
        )

    def _holds(self, tokens: list[Token], start: int, end: int) -> bool:
        return any(token.idx < end and token.idx + len(token) > start for token in tokens)

    def _past_dateline(self, start: int, head: int) -> int:
        match = DATELINE.match(self.text, start, head) if start == self.begin else None
        return match.end() if match and match.group()[:3].isupper() | ("(" in match.group()) else start

    def _continues(self, head: Token) -> bool:
        """Tell whether the subject is a pronoun, a day, or "the" and a noun that names an event."""
        who = subjects(head)
        if len(who) != 1:
            return False
        token = who[0]
        if any(e.start <= token.idx < e.end for e in self.expressions):
            return True
        if token.pos_ == "PRON":
            return token.lower_ in ("it", "this", "they", "both")
        definite = any(child.lower_ in ("the", "this", "these") for child in token.children)
        return definite and eventive(token)

"""Every kind of finding: one entry with its names, its evidence and what is said of it in both languages.

Evidence is data: numbers, names and texts. The sentences say it with the evidence as ``{0}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Language = Literal["en", "ja"]
Subject = Literal["labels", "value", "posts", "archive"]


@dataclass(frozen=True, slots=True)
class PostShare:
    """So many of all posts."""

    posts: int
    all_posts: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.posts / self.all_posts


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """Labels with the number of posts that have each, the most frequent first."""

    counts: tuple[tuple[str, int], ...]

    @property
    def listed(self) -> str:
        """The labels and their numbers, alike in every language."""
        return ", ".join(f"{label}: {count:,}" for label, count in self.counts)


@dataclass(frozen=True, slots=True)
class LabelOverlap:
    """Posts that have both of two labels, and those that have either."""

    both: int
    either: int


@dataclass(frozen=True, slots=True)
class ConstantReadingTime:
    """Posts whose front matter gives one reading time, and the minutes that they take."""

    posts: int
    all_posts: int
    shortest: float
    longest: float


@dataclass(frozen=True, slots=True)
class ReadingTimes:
    """Minutes as the front matter gives them, and as the text takes."""

    given: float
    needed: float


@dataclass(frozen=True, slots=True)
class Similarity:
    """How much of two posts is the same, 0 to 1."""

    jaccard: float


@dataclass(frozen=True, slots=True)
class Repetition:
    """A paragraph that a post says several times, and the share of the post that is said again."""

    share: float
    times: int
    paragraph: str


@dataclass(frozen=True, slots=True)
class CategoryProbabilities:
    """The category that a post has, a more probable one, and how probable the other posts make them."""

    given: str
    given_probability: float
    likely: str
    likely_probability: float


@dataclass(frozen=True, slots=True)
class TagProbability:
    """A tag and how probable the other posts make it."""

    tag: str
    probability: float


Evidence: TypeAlias = (
    PostShare
    | LabelCounts
    | LabelOverlap
    | ConstantReadingTime
    | ReadingTimes
    | Similarity
    | Repetition
    | CategoryProbabilities
    | TagProbability
)


# What several kinds say in the same words, in English and Japanese.
_ON_MOST_POSTS = (
    "on {0.posts:,} of {0.all_posts:,} posts ({0.share:.0%}): it tells none from another",
    "{0.all_posts:,}本中{0.posts:,}本（{0.share:.0%}）に付き、区別の役に立たない",
)
_COUNTED = ("{0.listed} posts", "{0.listed}本")
_PROBABLE = ("{0.tag} is {0.probability:.0%} probable", "「{0.tag}」の確率{0.probability:.0%}")


class FindingKind(StrEnum):
    """A kind of finding; its value is its English name and stable.

    Attributes:
        japanese: Its Japanese name.
        about: What the subject of such a finding is.
        evidence: What is known of it.
        english_sentence: Why it is said.
        japanese_sentence: The same in Japanese.
    """

    japanese: str
    about: Subject
    evidence: type[Evidence]
    english_sentence: str
    japanese_sentence: str

    def __new__(
        cls,
        english: str,
        japanese: str,
        about: Subject,
        evidence: type[Evidence],
        english_sentence: str,
        japanese_sentence: str,
    ) -> FindingKind:
        """Return a kind that is its English name and knows the rest."""
        kind = str.__new__(cls, english)
        kind._value_ = english
        kind.japanese = japanese
        kind.about = about
        kind.evidence = evidence
        kind.english_sentence = english_sentence
        kind.japanese_sentence = japanese_sentence
        return kind

    TAG_ON_NEARLY_EVERY_POST = (
        "tag on nearly every post",
        "ほぼ全記事に付くタグ",
        "labels",
        PostShare,
        *_ON_MOST_POSTS,
    )
    CATEGORY_ON_MOST_POSTS = (
        "category on most posts",
        "大半の記事に付くカテゴリー",
        "labels",
        PostShare,
        *_ON_MOST_POSTS,
    )
    SPELLINGS_OF_ONE_TAG = (
        "spellings of one tag",
        "タグの表記ゆれ",
        "labels",
        LabelCounts,
        *_COUNTED,
    )
    TAGS_OF_ONE_MEANING = (
        "tags of one meaning",
        "意味が近いタグ",
        "labels",
        LabelCounts,
        *_COUNTED,
    )
    TAGS_ON_THE_SAME_POSTS = (
        "tags on the same posts",
        "いつも一緒に付くタグ",
        "labels",
        LabelOverlap,
        "together on {0.both:,} of the {0.either:,} posts that have either",
        "どちらかが付く{0.either:,}本中、{0.both:,}本に両方が付く",
    )
    NO_TAGS = (
        "no tags",
        "タグなし",
        "archive",
        PostShare,
        "{0.posts:,} of {0.all_posts:,} posts",
        "{0.all_posts:,}本中{0.posts:,}本",
    )
    CONSTANT_READING_TIME = (
        "reading time of all posts",
        "全記事で同じ読了時間",
        "value",
        ConstantReadingTime,
        "on {0.posts:,} of {0.all_posts:,} posts, which take {0.shortest:.1f} to {0.longest:.1f} minutes",
        "{0.all_posts:,}本中{0.posts:,}本。実際は{0.shortest:.1f}〜{0.longest:.1f}分",
    )
    READING_TIME = (
        "reading time",
        "読了時間が本文に合わない",
        "posts",
        ReadingTimes,
        "says {0.given:g}, takes {0.needed:.1f} minutes",
        "記載は{0.given:g}分、本文からは{0.needed:.1f}分",
    )
    TEMPLATED_EXCERPT = (
        "templated excerpt",
        "定型文の抜粋",
        "value",
        PostShare,
        "{0.posts:,} of {0.all_posts:,} posts have it around their title or a word",
        "{0.all_posts:,}本中{0.posts:,}本の抜粋が、題名か一語だけを替えたもの",
    )
    NEAR_DUPLICATES = (
        "near-duplicate posts",
        "ほぼ同じ内容の記事",
        "posts",
        Similarity,
        "{0.jaccard:.0%} of their character pairs and triples are the same",
        "文字の2連・3連の{0.jaccard:.0%}が同じ",
    )
    REPEATED_PARAGRAPH = (
        "repeated paragraph",
        "同じ段落の繰り返し",
        "posts",
        Repetition,
        "{0.share:.0%} of its text is said again, {0.times} times: {0.paragraph}",
        "本文の{0.share:.0%}が{0.times}回繰り返し: {0.paragraph}",
    )
    DOUBTFUL_CATEGORY = (
        "doubtful category",
        "疑わしいカテゴリー",
        "posts",
        CategoryProbabilities,
        "{0.given} is {0.given_probability:.0%} probable, {0.likely} {0.likely_probability:.0%}",
        "「{0.given}」の確率{0.given_probability:.0%}、「{0.likely}」の確率{0.likely_probability:.0%}",
    )
    DOUBTFUL_TAG = (
        "doubtful tag",
        "疑わしいタグ",
        "posts",
        TagProbability,
        *_PROBABLE,
    )
    MISSING_TAG = (
        "missing tag",
        "足りないタグ",
        "posts",
        TagProbability,
        *_PROBABLE,
    )

    def name_in(self, language: Language) -> str:
        """Return the kind's name."""
        return self.japanese if language == "ja" else self.value

    def sentence(self, evidence: Evidence, language: Language) -> str:
        """Return what the evidence says."""
        return (self.japanese_sentence if language == "ja" else self.english_sentence).format(evidence)

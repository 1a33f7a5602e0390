"""The reference of ``switchhook``: every class and function with its types, defaults and errors.

Import the names from ``switchhook``. Data is positional-only, options are keyword-only. Everything but :class:`Framer`
is frozen, and all of it may be used from several threads; work happens without the GIL.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from ipaddress import IPv4Address
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, Protocol, SupportsIndex, TypeVar, final, overload

from typing_extensions import Buffer, TypeAlias

from switchhook import Frame, Outcome, Target

__all__ = [
    "Application",
    "Banner",
    "Book",
    "CallFile",
    "CallFileReport",
    "Change",
    "Charge",
    "Charges",
    "Configuration",
    "Counters",
    "Destination",
    "Device",
    "Difference",
    "Explanation",
    "Extension",
    "Finding",
    "Forbidden",
    "Framer",
    "Free",
    "FunctionKey",
    "ImportedDeck",
    "Line",
    "Malformed",
    "Message",
    "NotAnswered",
    "Offer",
    "Pending",
    "PhoneFile",
    "PhoneIdentity",
    "Rated",
    "RecordedCall",
    "RecordedCalls",
    "Rejected",
    "RejectedLine",
    "Repair",
    "SettingFinding",
    "Spool",
    "Unmatched",
    "__version__",
    "check_call_file",
    "compare",
    "identify_phone",
    "import_deck",
    "least_cost",
    "read_calls",
]

__version__: str
"""The version of the package."""

_T = TypeVar("_T")

_Kind: TypeAlias = Literal[
    "internal", "fixed", "mobile", "special", "tollfree", "premium", "service", "emergency", "forbidden", "other"
]
_Rounding: TypeAlias = Literal["up", "down", "ceil", "floor", "half_up", "half_down", "half_even", "none"]
_Status: TypeAlias = Literal["rated", "free", "forbidden", "unmatched", "rejected"]
_Language: TypeAlias = Literal["fr", "en", "es", "ru"]
_Seconds: TypeAlias = timedelta | SupportsIndex
_Call: TypeAlias = tuple[str, datetime | str, _Seconds] | tuple[str, datetime | str, _Seconds, dict[str, str]]
_Amount: TypeAlias = Decimal | int | str
_Stored: TypeAlias = tuple[_Amount, _Amount] | _Status | None
_Ready: TypeAlias = Literal["inter", "inter-optimum", "inter-1-16", "inter-25-250", "inter-500", "opt-rates", "teliax"]

_Function: TypeAlias = Literal[
    "none",
    "line",
    "shared-line",
    "speed-dial",
    "busy-lamp",
    "presence",
    "busy-lamp-list",
    "active-speed-dial",
    "dtmf",
    "voicemail",
    "call-return",
    "transfer",
    "park",
    "intercom",
    "ldap",
    "conference",
    "multicast-page",
    "record",
    "call-log",
    "monitored-park",
    "menu",
    "xml-application",
    "information",
    "message",
    "forward",
    "do-not-disturb",
    "redial",
    "instant-message",
    "multicast-listen",
    "keypad-lock",
    "door",
    "presence-list",
    "provision",
    "phone-book",
    "paging",
]
_Level: TypeAlias = Literal["off", "debug", "info", "warning", "error"]
_Protocol: TypeAlias = Literal["https", "http", "tftp"]
_Schedule: TypeAlias = Literal["never"] | timedelta | tuple[Literal["daily"], int] | tuple[Literal["weekly"], int, int]

class _Columns(Protocol):
    """A table of pyarrow, a frame of Polars, a relation of DuckDB: any producer of an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

# What calls cost.

@final
class Book:
    """Plans with their decks, packages and the rules that assign calls to plans, checked and compiled: what rates.

    It never changes, and the same call always gets the same outcome. It pickles, as its compiled form, so that it can
    be sent to other processes and machines.

    >>> import switchhook
    >>> book = switchhook.Book.from_text(
    ...     'name = "example"\\ncurrency = "XPF"\\nzone = "Pacific/Tahiti"',
    ...     "prefix,destination,price,per,first,next\\n+33,France,19.09,60,60,1\\n",
    ... )
    >>> book.rate("+33 1 23 45 67 89", "2025-06-11 10:00:00", 90).charge.after_tax
    Decimal('28.635')
    """

    @staticmethod
    def load(path: str | PathLike[str]) -> Book:
        """Reads a book, and the decks that its plans name, from files.

        ``path`` is a file in TOML or JSON, of one plan or of several with their packages and rules, or a folder with a
        ``book.toml`` or ``plan.toml``. Names of decks are relative to it. Lines of a deck that cannot be read are in
        :attr:`rejected`, the others count.

        Raises:
            OSError: A file cannot be read; ``filename`` says which.
            ParseError: The book is none, a file is not UTF-8 or larger than 256 MiB, or plans and decks do not fit.
        """

    @staticmethod
    def from_text(
        text: str,
        /,
        *decks: str,
        folder: str | PathLike[str] | None = None,
        read: Callable[[str], str | Buffer] | None = None,
    ) -> Book:
        """The same from a text.

        One plan that names no deck takes them all, written with ``,`` between fields and ``.`` before decimals.

        >>> import switchhook
        >>> book = switchhook.Book.from_text(
        ...     '''
        ...     default = "usual"
        ...     plans = [
        ...         { name = "usual", currency = "EUR", zone = "UTC", decks = [{ file = "usual.csv" }] },
        ...         { name = "half", currency = "EUR", zone = "UTC", parent = { plan = "usual", factor = "1/2" } },
        ...     ]
        ...     assign = [{ account = "staff", plan = "half" }]
        ...     ''',
        ...     read={"usual.csv": "prefix,destination,price,per,first,next\\n+33,France,0.02,60,60,1\\n"}.__getitem__,
        ... )
        >>> book.plans
        ('usual', 'half')
        >>> book.rate("+33123456789", "2025-06-11 10:00:00", 60, account="staff").charge.after_tax
        Decimal('0.01')

        Args:
            text: The book, in TOML or JSON.
            decks: The texts of the decks, in the order in which the plans name them.
            folder: Where the decks are, instead of their texts.
            read: A function that gives the text of a deck by its name, instead of the two. What it raises is raised.

        Raises:
            OSError: As for :meth:`load`.
            ParseError: As for :meth:`load`.
            RefusedValueError: The plans name more decks than were given, or fewer, or decks come from two places.
        """

    @staticmethod
    def from_blob(blob: Buffer, /) -> Book:
        """Reads what :meth:`to_blob` wrote: much faster than decks, and checked. :attr:`rejected` is empty then.

        Raises:
            ParseError: It is no book, was damaged, or was written by another version.
        """

    def to_blob(self) -> bytes:
        """The compiled book as bytes, to be kept in a file or sent somewhere."""

    @property
    def fingerprint(self) -> str:
        """What tells this book from others: 32 hexadecimal digits of a hash over all that its prices come from.

        Keep it beside stored prices: it says which book made them.
        """

    @property
    def rejected(self) -> tuple[RejectedLine, ...]:
        """The lines of the decks that could not be read, with the reasons. Empty when all is well."""

    @property
    def plans(self) -> tuple[str, ...]:
        """The names of the plans."""

    @property
    def packages(self) -> tuple[str, ...]:
        """The names of the packages, which :meth:`rate_with` counts."""

    @property
    def name(self) -> str:
        """The name of the plan that calls have when no rule assigns them to another."""

    @property
    def currency(self) -> str:
        """The ISO 4217 code of that plan's amounts, such as ``XPF``."""

    @property
    def zone(self) -> str:
        """The IANA time zone of that plan, such as ``Pacific/Noumea``."""

    def destination(self, number: str, /) -> Destination | None:
        """What a dialled number belongs to, whether it may be called or not; ``None`` when no row is for it.

        Raises:
            ParseError: What was dialled is no number.
        """

    def rate(
        self,
        number: str,
        start: datetime | str,
        duration: timedelta | SupportsIndex,
        /,
        *,
        caller: str = "",
        account: str = "",
        extension: str = "",
        trunk: str = "",
    ) -> Outcome:
        """Rates one call.

        Args:
            number: What was dialled.
            start: When the call was answered, or began, as the tariff goes by. A ``datetime`` that knows its offset, or
                text such as ``2025-06-11T10:00:00+02:00``, is an instant. A naive one, or text such as
                ``2025-06-11 10:00:00``, is what the clock showed in the zone of the plan.
            duration: How long the parties talked; an ``int``, or one of NumPy's, is seconds. Zero: not answered.
            caller: The number of the caller, for rates that ask for it.
            account: The account, extension and trunk of the call, for books of several plans.
            extension: As ``account``.
            trunk: As ``account``.

        A record that cannot be rated, such as one of negative length, is :class:`Rejected`, not an exception.

        Raises:
            TypeError: An argument is of another type.
        """

    def explain(
        self,
        number: str,
        start: datetime | str,
        duration: timedelta | SupportsIndex,
        /,
        *,
        lang: _Language = "en",
        caller: str = "",
        account: str = "",
        extension: str = "",
        trunk: str = "",
    ) -> Explanation:
        """Says why a call costs what it costs, or why it has no price and what to do. The call is as for :meth:`rate`.

        >>> import switchhook
        >>> book = switchhook.Book.load("tariff")
        >>> book.explain("+44 20 7946 0000", "2025-06-11 10:00:00", 90).sentences[-1]
        'No tariff: no prefix of the deck begins this number. Add a row for it and rate again.'

        Raises:
            RefusedValueError: No such language, or the record is none, such as one of negative length.
            TypeError: An argument is of another type.
        """

    def rate_with(
        self,
        counters: Counters,
        number: str,
        start: datetime | str,
        duration: timedelta | SupportsIndex,
        /,
        *,
        caller: str = "",
        account: str = "",
        extension: str = "",
        trunk: str = "",
    ) -> Outcome:
        """Rates one call with packages, and adds to ``counters`` what it uses of them.

        Calls have to come in the order of their start. Accounts may be rated apart from each other. What a package
        had to do with the price stands in :meth:`Charge.explain`.

        Args:
            counters: What has been used so far.

        Raises:
            TypeError: An argument is of another type.
        """

    def max_duration(
        self,
        number: str,
        start: datetime | str,
        balance: Decimal | int | str,
        /,
        *,
        caller: str = "",
        account: str = "",
        extension: str = "",
        trunk: str = "",
    ) -> timedelta | Outcome:
        """How long a call may last so that its price, with tax, is covered by a balance in the currency of the book.

        A millisecond longer, and the call costs more than that. Zero when not even the shortest call is covered;
        366 days when no call is too long. A call that has no price is the outcome that says why.

        >>> import switchhook
        >>> book = switchhook.Book.load("tariff")
        >>> book.max_duration("872345", "2011-12-19 11:08:58", 100)
        datetime.timedelta(seconds=540)

        Raises:
            RefusedValueError: The balance is no amount, or the plan of the call is in another currency.
            TypeError: An argument is of another type; a ``float`` is no amount.
        """

    def least_cost(
        self,
        number: str,
        start: datetime | str,
        duration: timedelta | SupportsIndex,
        /,
        *,
        plans: Sequence[str] | None = None,
        caller: str = "",
        account: str = "",
        extension: str = "",
        trunk: str = "",
    ) -> list[Offer]:
        """What a call would cost by each plan of this book, the cheapest first; see :func:`least_cost`.

        Args:
            plans: The names of those that are asked. Default: all.

        Raises:
            RefusedValueError: No plan has such a name.
            TypeError: An argument is of another type.
        """

    def rerate(
        self, calls: Iterable[tuple[_Call, _Stored, str]], /, *, changed: Callable[[int, Outcome], object] | None = None
    ) -> Difference:
        """Rates calls again, and says what would change against the prices that were stored for them.

        >>> import switchhook
        >>> book = switchhook.Book.load("tariff")
        >>> call = ("872345", "2011-12-19 11:08:58", 979)
        >>> difference = book.rerate([(call, ("177.65", "177.65"), "sales"), (call, ("150", "150"), "support")])
        >>> difference.groups["support"].delta
        Decimal('27.65')
        >>> difference.total.calls, difference.total.changed
        (2, 1)

        Args:
            calls: Tuples of a call, as for :meth:`rate_all`; what was stored for it: the amounts before and after tax
                in the currency of the book, or a status for a call without (one that nobody answered is ``free``), or
                ``None`` if it was never rated; and the group that it is reported under.
            changed: Called for each call that has another price or status than stored, with its place, counted from 0,
                and what became of it now.

        Raises:
            RefusedValueError: What was stored is no amount or no status.
            TypeError: A call has something of another type.
        """

    def rate_all(self, calls: Iterable[_Call], /) -> list[Outcome]:
        """Rates many calls, given as tuples of the arguments of :meth:`rate`; the outcomes are in their order.

        What else is known of a call is a ``dict`` in the fourth place: ``(number, start, 60, {"account": "sales"})``.
        The batch is taken in as it comes, so it may be a generator. Other threads run while it is rated.

        Raises:
            TypeError: A call has something of another type; the text says which call, counted from 0.
        """

    def rate_batch(
        self,
        calls: _Columns,
        /,
        *,
        number: str = "number",
        start: str = "start",
        duration: str = "duration",
        caller: str | None = None,
        account: str | None = None,
        extension: str | None = None,
        trunk: str | None = None,
        columns: Sequence[str] | None = None,
        keep: bool = False,
        dictionaries: bool = True,
        micros: bool = False,
        reasons: bool = False,
    ) -> Charges:
        """Rates calls that stand in columns: several times as fast as :meth:`rate_all`, and without the GIL.

        Every row of the input has a row in the result, in the same place. One that is no call, such as one without a
        number or of negative length, has the status ``rejected``. The metadata of the result's schema has the
        fingerprint of the book under ``switchhook.fingerprint``.

        Packages are left out, since what one call costs then depends on those before it: :meth:`rate_with` counts them.

        >>> import pyarrow as pa, switchhook
        >>> book = switchhook.Book.load("tariff")
        >>> calls = pa.table({"dst": ["872345", None], "start": ["2011-12-19 11:08:58"] * 2, "billsec": [979, 5]})
        >>> charges = pa.table(book.rate_batch(calls, number="dst", duration="billsec", dictionaries=False))
        >>> charges.select(["status", "after_tax", "band"]).to_pylist()
        [{'status': 'rated', 'after_tax': Decimal('177.650000'), 'band': 'peak'}, \
{'status': 'rejected', 'after_tax': None, 'band': None}]

        Args:
            calls: A table of pyarrow, a frame of Polars, a relation of DuckDB, or another producer of an Arrow stream.
            number: The column that holds what was dialled: text.
            start: The column of the times at which the calls were answered, or began, as the tariff goes by: a
                timestamp with a zone, which is an instant; one without, which is what the clock showed in the zone of
                the plan; ``int64`` seconds since 1970; or text as for :meth:`rate`.
            duration: The column that holds how long the parties talked: whole seconds, or a duration.
            caller: The column of callers' numbers. Default: ``caller``, if there is one.
            account: The column of accounts. Default: ``account``, if there is one.
            extension: The column of callers' extensions. Default: ``extension``, if there is one.
            trunk: The column of trunks. Default: ``trunk``, if there is one.
            columns: Only these columns of the result, in its own order; fewer take less time. Default: all of them, but
                for ``reason``.
            keep: Puts all columns of the input before those of the result.
            dictionaries: Text as dictionaries, which are faster; without, as plain text.
            micros: Amounts as ``int64`` millionths, not as ``decimal128(18, 6)``.
            reasons: Adds a column that says why a call has no price, and what to do.

        Raises:
            RefusedValueError: A column is missing, is of a type that holds no such value, would be there twice, or is
                none of the result; ``field`` is its name.
            ParseError: The columns do not hold what their types say.
            TypeError: ``calls`` is nothing of columns.
        """

@final
class Charge:
    """What a call costs, and how that came about. Amounts are exact; only those that are shown are rounded to coins."""

    __match_args__: Final = ("after_tax", "currency")

    @property
    def before_tax(self) -> Decimal:
        """The amount before tax. Add these up, not what is shown."""

    @property
    def after_tax(self) -> Decimal:
        """The amount after tax. Add these up, not what is shown."""

    @property
    def tax(self) -> Decimal:
        """The tax: the difference of the two."""

    @property
    def shown_before_tax(self) -> Decimal:
        """The amount before tax in coins of the currency, rounded as the plan says."""

    @property
    def shown_after_tax(self) -> Decimal:
        """The amount after tax in coins of the currency, rounded as the plan says."""

    @property
    def currency(self) -> str:
        """The ISO 4217 code of the amounts."""

    @property
    def destination(self) -> str:
        """The name of what was called."""

    @property
    def kind(self) -> _Kind:
        """What kind of numbers that is."""

    @property
    def prefix(self) -> str:
        """The prefix that matched, ``+33`` or ``872``."""

    @property
    def band(self) -> str:
        """The band of the week in which the call began."""

    @property
    def duration(self) -> timedelta:
        """How long the call lasted."""

    @property
    def billed(self) -> timedelta:
        """How long it is billed for."""

    @property
    def units(self) -> int:
        """The blocks billed, the first one included."""

    @property
    def price(self) -> Decimal:
        """The price for the time :attr:`per`."""

    @property
    def per(self) -> timedelta:
        """The time that the price is for."""

    @property
    def fee(self) -> Decimal:
        """Paid once a call."""

    @property
    def tax_percent(self) -> Decimal:
        """The tax in percent, on the day of the call."""

    @property
    def tax_included(self) -> bool:
        """Whether the price holds the tax."""

    @property
    def rounded(self) -> _Rounding | None:
        """How the exact price was rounded to the amount; ``None`` when it did not have to be."""

    @property
    def line(self) -> int:
        """The line of the deck."""

    @property
    def plan(self) -> str:
        """The name of the plan."""

    @property
    def version(self) -> date | None:
        """The day from which the deck is in force; ``None`` for one that always is."""

    @property
    def book(self) -> str:
        """The :attr:`~Book.fingerprint` of the book that made it."""

    def explain(self, *, lang: _Language = "en") -> Explanation:
        """Says why the call costs this much, step by step; ``str()`` of the charge is one line in English.

        Raises:
            RefusedValueError: No such language.
        """

    def __eq__(self, other: object, /) -> bool: ...

@final
class Explanation:
    """Why a call costs what it costs, or why it has no price. ``str()`` gives one sentence a line."""

    @property
    def status(self) -> _Status:
        """What became of the call; one that was not answered is ``free``."""

    @property
    def language(self) -> _Language:
        """The language of the sentences."""

    @property
    def line(self) -> str:
        """All in one line."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence for each step."""

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps as data, with every number that went into them: the amounts can be reckoned again from it.

        The key ``step`` says what a step is: ``dialled``, ``plan``, ``row``, ``clock``, ``billed``, ``segment``,
        ``round``, ``tax`` and others. Lengths are whole milliseconds; exact amounts are text that ``Fraction`` reads,
        such as ``125/6``, and money has its currency, such as ``177.65 XPF``.
        """

    def __eq__(self, other: object, /) -> bool: ...

@final
class Counters:
    """What has been used of packages, by package, owner and month: the only state that rating has.

    New counters are those of packages that nobody has used. They change, so keep them between runs as text.

    >>> import switchhook
    >>> counters = switchhook.Counters()
    >>> counters.to_json()
    '[]'
    >>> switchhook.Counters.from_json(counters.to_json()) == counters
    True
    """

    def __new__(cls) -> Counters: ...
    @staticmethod
    def from_json(text: str, /) -> Counters:
        """Reads what :meth:`to_json` wrote.

        Raises:
            RefusedValueError: It is nothing of that kind.
        """

    def to_json(self) -> str:
        """All counters as text: a list of objects with ``package``, ``owner``, ``year``, ``month`` and ``used``."""

    def used(self, package: str, owner: str, day: date, /) -> list[int]:
        """What has been used of each step in the month of a day: milliseconds, or millionths of the currency."""

    def forget_before(self, day: date, /) -> None:
        """Forgets the months before that of a day, which no further call uses when calls come in order."""

    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Charges:
    """Charges in columns, for whoever takes an Arrow stream: ``pyarrow.table(charges)``, ``polars.DataFrame(charges)``.

    ==============================  =====================================  =====================================
    column                          type                                   null
    ==============================  =====================================  =====================================
    ``status``                      ``rated``, ``free``, ``forbidden``,    never
                                    ``unmatched`` or ``rejected``
    ``before_tax``, ``tax``,        ``decimal128(18, 6)``                  unless rated or free
    ``after_tax``
    ``billed_ms``, ``units``        ``int64``                              unless rated or free
    ``prefix``, ``destination``     text                                   where no row of the deck was found
    ``currency``, ``plan``,         text                                   unless a row of the deck gave the price
    ``band``
    ``version``                     ``date32``: the day from which the     the same, and for decks in force always
                                    deck is in force
    ``reason``, on demand           text                                   for rated and free calls
    ==============================  =====================================  =====================================

    A call that was not answered is free, by no row of the deck.
    """

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in their order."""

    def __len__(self) -> int:
        """How many calls there are."""

    def __arrow_c_schema__(self) -> Any:
        """The names and types of the columns, as a capsule."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The columns as a capsule with a stream. It may be asked for as often as one likes."""

@final
class Rated:
    """The call has a price."""

    __match_args__: Final = ("charge",)

    @property
    def status(self) -> Literal["rated"]:
        """Which of the five ends it is. All outcomes have it, and columns the same words."""

    @property
    def charge(self) -> Charge:
        """What it costs."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Free:
    """The deck has a price for the call, which is zero. No other call is free."""

    __match_args__: Final = ("charge",)

    @property
    def status(self) -> Literal["free"]: ...
    @property
    def charge(self) -> Charge:
        """How that came about; its amounts are zero."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Forbidden:
    """The deck or the numbering forbids the destination."""

    __match_args__: Final = ("number", "destination", "kind", "prefix")

    @property
    def status(self) -> Literal["forbidden"]: ...
    @property
    def number(self) -> str:
        """The number, in the form of the deck."""

    @property
    def destination(self) -> str:
        """The name of what was called; empty where the numbering forbids it."""

    @property
    def kind(self) -> _Kind:
        """What kind of numbers that is."""

    @property
    def prefix(self) -> str:
        """The prefix that matched; empty where the numbering forbids it."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class NotAnswered:
    """The call lasted no time, and costs nothing."""

    __match_args__: Final = ()

    @property
    def status(self) -> Literal["free"]:
        """A call that nobody answered costs nothing."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Unmatched:
    """No row of the deck fits the call. It is not free: add a row, and rate it again."""

    __match_args__: Final = ("number", "reason")

    @property
    def status(self) -> Literal["unmatched"]: ...
    @property
    def number(self) -> str:
        """The number, in the form of the deck."""

    @property
    def reason(self) -> str:
        """Why no row fits, and what to do."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Rejected:
    """The record of the call is wrong, and was not rated."""

    __match_args__: Final = ("reason",)

    @property
    def status(self) -> Literal["rejected"]: ...
    @property
    def reason(self) -> str:
        """What is wrong, and what to do."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Destination:
    """A set of numbers that share a price."""

    __match_args__: Final = ("name", "kind", "prefix")

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def kind(self) -> _Kind:
        """What kind of numbers it is."""

    @property
    def prefix(self) -> str:
        """The prefix that matched."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class RejectedLine:
    """A line of a deck that was refused. ``str()`` says where it is, why it was refused and what to do."""

    __match_args__: Final = ("file", "line", "text", "reason")

    @property
    def file(self) -> str | None:
        """The file as the plan names it; ``None`` for a plan that names none, and for a file that is imported."""

    @property
    def line(self) -> int:
        """Counted from 1."""

    @property
    def text(self) -> str:
        """The line, its first 80 characters."""

    @property
    def reason(self) -> str:
        """Why it was refused, and what to do."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

# Questions about prices, and files of operators.

@final
class Offer:
    """What a call costs with one vendor, or by one plan."""

    __match_args__: Final = ("vendor", "outcome", "cost")

    @property
    def vendor(self) -> str:
        """The vendor, or the plan."""

    @property
    def outcome(self) -> Outcome:
        """What became of the call there."""

    @property
    def cost(self) -> Decimal | None:
        """What it costs there before tax; ``None`` when the vendor does not take it."""

def least_cost(
    vendors: Mapping[str, Book],
    number: str,
    start: datetime | str,
    duration: timedelta | SupportsIndex,
    /,
    *,
    caller: str = "",
    account: str = "",
    extension: str = "",
    trunk: str = "",
) -> list[Offer]:
    """Asks several vendors, and puts the cheapest first, by what this call costs before tax.

    Length, increments, bands, fees and minimum count, not the price of a minute. Vendors that do not take the call come
    last, and of equal ones the first given comes first. Those in another currency than the first that takes it come
    after it. :meth:`Book.least_cost` asks the plans of one book.

    Raises:
        TypeError: An argument is of another type.
    """

@final
class Change:
    """What a change of prices does to one group of calls. Sums are ``None`` where amounts have no common currency."""

    @property
    def calls(self) -> int:
        """How many calls there are."""

    @property
    def changed(self) -> int:
        """How many have another amount or another status than before."""

    @property
    def dearer(self) -> int:
        """How many cost more than before."""

    @property
    def cheaper(self) -> int:
        """How many cost less."""

    @property
    def gained(self) -> int:
        """How many have a price and had none."""

    @property
    def lost(self) -> int:
        """How many had a price and have none."""

    @property
    def old(self) -> Decimal | None:
        """What they came to, after tax; ``None`` also when no call had an amount."""

    @property
    def new(self) -> Decimal | None:
        """What they come to, after tax."""

    @property
    def old_before_tax(self) -> Decimal | None:
        """What they came to, before tax."""

    @property
    def new_before_tax(self) -> Decimal | None:
        """What they come to, before tax."""

    @property
    def delta(self) -> Decimal | None:
        """By how much the sum after tax grew."""

    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Difference:
    """What a change of prices does to many calls, added up as they come: it grows with groups, not with calls."""

    @property
    def total(self) -> Change:
        """All calls together."""

    @property
    def groups(self) -> dict[str, Change]:
        """The groups, those first whose sum changed most, either way."""

    @property
    def rest(self) -> Change:
        """The calls of groups beyond the first 100 000."""

    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def compare(old: Book, new: Book, calls: Iterable[_Call], /) -> Difference:
    """What another book makes of the same calls, given as for :meth:`Book.rate_all`: a month of them, say.

    The groups are destinations, by the newer book, or by the older one where the newer has none; calls that neither
    knows are under the empty name.

    Raises:
        TypeError: A call has something of another type; the text says which call, counted from 0.
    """

@final
class ImportedDeck:
    """What came out of an operator's file. Rows, refused and skipped lines are all its lines."""

    @property
    def deck(self) -> str:
        """The rows as the text of a deck, for :meth:`Book.from_text` or a file that a plan names."""

    @property
    def currency(self) -> str | None:
        """The currency of the prices, if the mapping says it; write it beside the name of the deck in the plan."""

    @property
    def rows(self) -> int:
        """How many rows there are."""

    @property
    def prefixes(self) -> int:
        """How many prefixes they have."""

    @property
    def lines(self) -> int:
        """How many lines the file has."""

    @property
    def skipped(self) -> int:
        """How many of them say nothing: blank ones, comments, the header and what stands above it."""

    @property
    def encoding(self) -> str:
        """The encoding in which the file was read: ``utf-8``, ``iso-8859-1``, ``windows-1252`` or ``utf-16``."""

    @property
    def refused(self) -> tuple[RejectedLine, ...]:
        """The lines that were refused, with the reasons."""

    @property
    def repaired(self) -> tuple[Repair, ...]:
        """The dirt that was taken off, as the mapping allows."""

@final
class Repair:
    """Dirt that was taken off a field of an operator's file."""

    __match_args__: Final = ("line", "field", "before", "after")

    @property
    def line(self) -> int:
        """Counted from 1."""

    @property
    def field(self) -> str:
        """What the field is, and its column."""

    @property
    def before(self) -> str:
        """The field as it stands in the file."""

    @property
    def after(self) -> str:
        """What it was read as."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def import_deck(data: str | Buffer, mapping: _Ready | str, /) -> ImportedDeck:
    """Reads the rates of an operator's file, whatever its columns.

    >>> import switchhook
    >>> mapping = '''
    ... delimiter = ";"
    ... decimal_mark = ","
    ... header = true
    ... international = true
    ... increment = "60/1"
    ... columns = { destination = "Pays", prefix = "Indicatif", price = "Prix" }
    ... '''
    >>> imported = switchhook.import_deck("Pays;Indicatif;Prix\\nFrance;33;22,60\\nItalie;39;gratuit\\n", mapping)
    >>> print(imported.deck, end="")
    prefix,destination,price,per,first,next
    +33,France,22.6,60,60,1
    >>> imported.refused[0].line
    3

    Args:
        data: The file; the encoding of bytes is detected, unless the mapping says it.
        mapping: Which column is what, in TOML as the guide ``import`` of switchhook-rating describes it, or the name of
            one that is there: ``inter`` and its kin, ``opt-rates`` and ``teliax``, for files of those names.

    Raises:
        ParseError: The mapping is none, or cannot be for this file. A bad line costs that line.
    """

# Calls that Asterisk recorded.

@final
class RecordedCall:
    """A call to the outside, made of one or more records."""

    @property
    def number(self) -> str:
        """What was dialled."""

    @property
    def start(self) -> datetime:
        """When it was answered: what the clock showed, without a zone, or an instant."""

    @property
    def duration(self) -> timedelta:
        """How long the line was up."""

    @property
    def caller(self) -> str:
        """The caller's number."""

    @property
    def account(self) -> str:
        """The account code of the caller's channel."""

    @property
    def extension(self) -> str:
        """Who pays: the caller's number."""

    @property
    def trunk(self) -> str:
        """The channel of the trunk."""

    @property
    def linkedid(self) -> str:
        """The ``linkedid`` of the record that began it; empty where the file has none."""

    @property
    def uniqueid(self) -> str:
        """The ``uniqueid`` of that record."""

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of its records, that of the first one first."""

    @property
    def call(self) -> tuple[str, datetime, timedelta, dict[str, str]]:
        """All that rating asks for, as :meth:`Book.rate_all` takes it."""

    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class RecordedCalls:
    """The calls of a file. Every record of it is in :attr:`refused` or has a fate."""

    @property
    def calls(self) -> list[RecordedCall]:
        """The calls, in the order of their starts."""

    @property
    def refused(self) -> tuple[RejectedLine, ...]:
        """The records that cannot be used, with the reasons."""

    @property
    def fates(self) -> dict[str, int]:
        """How many ``records`` came, and how many of them are ``calls``, ``merged`` into one that another began,
        ``duplicates``, ``unanswered``, ``internal``, ``orphans`` of a call in an older file, or ``unusable``.
        """

def read_calls(
    data: str | Buffer,
    /,
    *,
    form: Literal["master", "table"] = "master",
    trunks: Sequence[str] = ...,
    utc: bool = False,
) -> RecordedCalls:
    """Reads calls from a file that Asterisk wrote, and merges the records of one call, as after a transfer.

    >>> import pathlib, switchhook
    >>> book = switchhook.Book.load("tariff")
    >>> recorded = switchhook.read_calls(pathlib.Path("Master.csv").read_bytes())
    >>> [outcome.status for outcome in book.rate_all(call.call for call in recorded.calls)]
    ['rated', 'unmatched']
    >>> recorded.fates["unanswered"]
    1

    Args:
        data: The file. Records that are no UTF-8 are read as ISO-8859-1.
        form: ``master`` is ``Master.csv`` with 16 to 21 columns; ``table`` is CSV whose first line names the columns of
            a cdr table.
        trunks: The beginnings of the channels that go out, such as ``PJSIP/gw-``. Without any, every answered record is
            a call, and nothing is merged.
        utc: Whether times without an offset are UTC (``usegmtime=yes``), and not the clock of the plan.

    Raises:
        ParseError: The first line of a table does not name the columns. A bad record costs that record.
        RefusedValueError: There is no such form.
    """

# Call files.

@final
class Extension:
    """A step of the dialplan that an answered call goes to."""

    __match_args__: Final = ("context", "extension", "priority")

    def __new__(cls, context: str | None, extension: str, /, *, priority: int = 1) -> Extension:
        """Without a context, the channel stays in the one of its own configuration."""

    @property
    def context(self) -> str | None:
        """Its context."""

    @property
    def extension(self) -> str:
        """What is dialled there."""

    @property
    def priority(self) -> int:
        """At which step it begins."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Application:
    """One application that an answered call runs; the call ends with it. Its ``repr`` does not show the arguments."""

    __match_args__: Final = ("name", "data")

    def __new__(cls, name: str, data: str = "", /) -> Application:
        """An application with its arguments."""

    @property
    def name(self) -> str:
        """Its name, such as ``Playback``."""

    @property
    def data(self) -> str:
        """Its arguments."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class CallFile:
    """A call that Asterisk is to place: whom it calls, and what the call does once it is answered.

    Whatever exists is read back by Asterisk as the same call. ``bytes()`` gives the file. The ``repr`` shows no
    variables, since one may be a PIN.

    >>> import switchhook
    >>> target = switchhook.Extension("internal", "200")
    >>> call = switchhook.CallFile("PJSIP/100", target, caller_id=("Fire alarm", "200"))
    >>> print(call.text, end="")
    Channel: PJSIP/100
    CallerID: "Fire alarm" <200>
    Context: internal
    Extension: 200
    >>> switchhook.CallFile.parse(bytes(call)) == call
    True
    """

    __match_args__: Final = ("channel", "target")

    def __new__(
        cls,
        channel: str,
        target: Target,
        /,
        *,
        caller_id: tuple[str, str] | str | None = None,
        wait_time: timedelta | SupportsIndex | None = None,
        retry_time: timedelta | SupportsIndex | None = None,
        max_retries: int = 0,
        account: str | None = None,
        codecs: Sequence[str] = ...,
        variables: Sequence[tuple[str, str]] = ...,
        always_delete: bool = True,
        archive: bool = False,
        early_media: bool = False,
    ) -> CallFile:
        """A call to ``channel``, such as ``PJSIP/100``, that goes to ``target`` once it is answered.

        Args:
            caller_id: What the called telephone shows: name and number, of which one may be empty, or text.
            wait_time: How long it may ring, rounded up to seconds; an ``int`` is seconds. Default: 45 s.
            retry_time: How long to wait between attempts. Default: 300 s.
            max_retries: How many attempts may follow the first.
            account: Account code. Default: the channel's own.
            codecs: Codecs beside the default ones, ``!`` takes one away. Applied one after the other; default: none.
            variables: Names and values; ``_NAME`` and ``__NAME`` are inherited. Set one after the other; default: none.
            always_delete: Whether the file is removed after the call though its time lies in the future.
            archive: Whether the finished file is moved to ``outgoing_done``, with its status.
            early_media: Whether sound before the answer already connects the call.

        Raises:
            RefusedValueError: A value that no call file can carry, such as a line break; ``field`` is its key.
        """

    @staticmethod
    def parse(data: str | Buffer, /) -> CallFile:
        """Reads a file in which Asterisk would find nothing odd. What it appended about attempts is passed over.

        :func:`check_call_file` reads all that Asterisk takes.

        Raises:
            ParseError: The first thing that Asterisk would ignore, replace, or discard the file for.
        """

    @property
    def text(self) -> str:
        """The file as text; what is not UTF-8 is replaced by U+FFFD. ``bytes()`` gives what goes to Asterisk."""

    @property
    def channel(self) -> str:
        """Whom it calls."""

    @property
    def target(self) -> Target:
        """Where the answered call goes."""

    @property
    def caller_id(self) -> str | None:
        """What the called telephone shows: ``"Name" <number>`` or a number."""

    @property
    def wait_time(self) -> timedelta:
        """How long it may ring."""

    @property
    def retry_time(self) -> timedelta:
        """How long Asterisk waits between attempts."""

    @property
    def max_retries(self) -> int:
        """How many attempts may follow the first."""

    @property
    def account(self) -> str | None:
        """Account code."""

    @property
    def codecs(self) -> tuple[str, ...]:
        """Codec lists, applied one after the other."""

    @property
    def variables(self) -> tuple[tuple[str, str], ...]:
        """Variables, set one after the other."""

    @property
    def always_delete(self) -> bool:
        """Whether the file is removed after the call though its time lies in the future."""

    @property
    def archive(self) -> bool:
        """Whether the finished file is kept in ``outgoing_done``."""

    @property
    def early_media(self) -> bool:
        """Whether sound before the answer already connects the call."""

    def __bytes__(self) -> bytes: ...
    def __eq__(self, other: object, /) -> bool: ...

def check_call_file(data: str | Buffer, /) -> CallFileReport:
    """Reads a file as leniently as Asterisk does, and says what it does with each odd line.

    >>> import switchhook
    >>> report = switchhook.check_call_file("Channel: PJSIP/100\\nTimeout: 20\\nApplication: Echo\\n")
    >>> print(report.verdict, report.findings[0])
    called line 2: Asterisk knows no key "Timeout"; write `WaitTime:`; Asterisk ignores the line with a warning
    """

@final
class CallFileReport:
    """What Asterisk makes of a call file."""

    __match_args__: Final = ("verdict", "call")

    @property
    def verdict(self) -> Literal["called", "expired", "discarded", "unknown"]:
        """Whether it calls.

        ``expired``: it removes the file, since no attempt is left. ``discarded``: it removes the file, since there is
        nobody to call or nowhere to go. ``unknown``: the file is longer than 1 MiB, and was not looked at.
        """

    @property
    def call(self) -> CallFile | None:
        """The call as Asterisk reads it, if it calls and a :class:`CallFile` can hold it; a finding says why not."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is odd, in the order of the lines; at most 1 000."""

    @property
    def omitted(self) -> int:
        """How many findings more there are."""

    @property
    def status(self) -> str | None:
        """How it ended, as files in ``outgoing_done`` say: ``Completed``, ``Expired`` or ``Failed``."""

    @property
    def failed_attempts(self) -> int:
        """How many attempts are over without an answer. Asterisk writes no end for the last one."""

    @property
    def calling_pid(self) -> int | None:
        """The process of Asterisk that is calling, or was when it stopped writing."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Finding:
    """Something odd. ``str()`` says where, what, what to do, and what Asterisk does."""

    __match_args__: Final = ("line", "code", "effect")

    @property
    def line(self) -> int | None:
        """The line, from 1; ``None`` if it is about the whole file."""

    @property
    def code(self) -> str:
        """A word for programs, such as ``unknown-key``."""

    @property
    def effect(
        self,
    ) -> Literal[
        "ignored-with-warning",
        "ignored-silently",
        "default-with-warning",
        "taken",
        "file-discarded",
        "never-called",
        "not-checked",
    ]:
        """What Asterisk does with it."""

    @property
    def text(self) -> str:
        """The same as ``str()``."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Spool:
    """A spool of call files: the folder that Asterisk watches, and one beside it in which files are made.

    A file is written beside, given to Asterisk's user, given its time, and renamed in one step: it is never read
    half-written, or before its time.
    """

    def __new__(
        cls,
        astspooldir: str | PathLike[str] | None = None,
        /,
        *,
        outgoing: str | PathLike[str] | None = None,
        staging: str | PathLike[str] | None = None,
        owner: tuple[int, int] | None = None,
    ) -> Spool:
        """Opens the spool.

        Args:
            astspooldir: As in ``asterisk.conf``. Default: ``/var/spool/asterisk``.
            outgoing: The folder that Asterisk watches. Default: ``outgoing`` in ``astspooldir``.
            staging: The folder in which files are made, on the same file system. Default: ``tmp`` in ``astspooldir``.
            owner: User and group that Asterisk runs as. Default: those that ``outgoing`` belongs to.

        Raises:
            OSError: A folder is missing, they are on two file systems, or Asterisk could not remove files from
                ``outgoing``. The text says what to do.
            RefusedValueError: ``staging`` lies inside ``outgoing``.
        """

    @property
    def outgoing(self) -> Path:
        """The folder that Asterisk watches."""

    @property
    def staging(self) -> Path:
        """The folder in which files are made."""

    def submit(self, name: str, call: CallFile, /, *, at: datetime | None = None) -> None:
        """Puts a call into the spool. Asterisk places it at once, or at the time ``at``, which must have a zone.

        Nothing is left behind by an error, but for :class:`UnsyncedError`.

        Raises:
            FileExistsError: A file of this name is waiting.
            OSError: The file cannot be given to Asterisk, or the disk is full. The text says what to do.
            RefusedValueError: ``name`` is no name for a file, or ``at`` has no zone.
            UnsyncedError: The call is in the spool, but the disk did not confirm it. Do not submit it again.
        """

    def pending(self) -> list[Pending]:
        """The files that wait or are being tried, the earliest first.

        Raises:
            OSError: The folder cannot be read.
        """

    def read(self, name: str, /) -> CallFileReport | None:
        """What Asterisk makes of a file in the spool, and of its attempts so far; ``None`` if it is not there.

        Raises:
            OSError: The file cannot be read.
        """

    def cancel(self, name: str, /) -> CallFileReport | None:
        """Takes a file out of the spool and says what it was; ``None`` if it is not there: Asterisk is done with it.

        If the report has a ``calling_pid``, a call is being made. It goes on, but no retry follows.

        Raises:
            OSError: The file cannot be taken.
        """

@final
class Pending:
    """A file in the spool."""

    __match_args__: Final = ("name", "due")

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def due(self) -> datetime:
        """When Asterisk calls, or looks at it again; in UTC."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

# Telephones.

@final
class Line:
    """A SIP account of a phone. Its ``repr`` does not show the secret, which cannot be read back."""

    def __new__(
        cls,
        registrar: str,
        user: str,
        secret: str,
        /,
        *,
        secondary_registrar: str | None = None,
        auth_id: str | None = None,
        display_name: str | None = None,
        label: str | None = None,
        voicemail: str | None = None,
        transport: Literal["udp", "tcp", "tls"] | None = None,
        star_codes_on_phone: bool = False,
    ) -> Line:
        """An account at a SIP server (``host`` or ``host:port``), with its user and SIP secret.

        The texts are taken as they are; :meth:`Device.render` checks them and says which one is wrong.

        Args:
            secondary_registrar: The SIP server for when the first one does not answer.
            auth_id: The user for authentication. Default: the SIP user.
            display_name: The name sent with calls. Default: none, and the PBX shows what it knows.
            label: The name of the line on the phone's own display. Default: none, and the phone shows the user.
            voicemail: The number that the message key dials. With it, the phone asks the PBX for waiting messages.
            transport: What carries the SIP messages. Default: ``udp``.
            star_codes_on_phone: Whether the phone acts on star codes itself, instead of sending them to the PBX.

        Raises:
            RefusedValueError: ``transport`` is another word.
        """

    def __eq__(self, other: object, /) -> bool: ...

@final
class FunctionKey:
    """A key beside the display: what it does, for which number, and what stands beside it.

    Its ``repr`` does not show the value, which may be a PIN.
    """

    def __new__(
        cls, function: _Function, /, *, value: str | None = None, label: str | None = None, line: int = 1
    ) -> FunctionKey:
        """A key.

        Args:
            value: The number, or the digits, that the function needs.
            label: The text beside the key.
            line: The line that the key acts on, from 1.

        Raises:
            RefusedValueError: ``function`` is another word, or no phone has such a line.
        """

    def __eq__(self, other: object, /) -> bool: ...

@final
class Device:
    """A phone, as somebody wants it to be: its model, its lines, its keys and where it finds its servers.

    The file states every line of the phone, the unused ones as switched off and empty: what the file leaves out stays
    on a phone, and with it the secret of whoever had it before. It shuts doors that nobody needs, unless ``baseline``
    says otherwise. Of the other settings it states what is set here, and the phone keeps the rest.

    >>> import switchhook
    >>> phone = switchhook.Device(
    ...     "GRP2614",
    ...     "c0:74:ad:11:22:33",
    ...     lines=[switchhook.Line("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s", label="Reception")],
    ...     keys={5: switchhook.FunctionKey("busy-lamp", value="102", label="Workshop")},
    ... )
    >>> configuration = phone.render()
    >>> configuration.xml_name, "<P270>Reception</P270>" in configuration.xml
    ('cfgc074ad112233.xml', True)
    """

    __match_args__: Final = ("model", "mac")

    def __new__(
        cls,
        model: str,
        mac: str,
        /,
        *,
        lines: Sequence[Line] = ...,
        keys: Mapping[int, FunctionKey] = ...,
        admin_password: str | None = None,
        user_password: str | None = None,
        vlan: int | None = None,
        vlan_priority: int | None = None,
        dns: Sequence[str | IPv4Address] = ...,
        ntp: Sequence[str] = ...,
        time_zone: str | timedelta | None = None,
        maker_time_zone: str | None = None,
        syslog: tuple[str, _Level] | None = None,
        config_server: tuple[_Protocol, str] | None = None,
        firmware_server: tuple[_Protocol, str] | None = None,
        schedule: _Schedule | None = None,
        language: str | None = None,
        settings: Mapping[str, str | None] = ...,
        side_keys: Mapping[int, FunctionKey] = ...,
        board_keys: Mapping[int, FunctionKey] = ...,
        handsets: Mapping[int, str] = ...,
        firmware: str | None = None,
        baseline: Literal["on", "shared", "off"] | None = None,
    ) -> Device:
        """A phone of a model, such as ``GRP2614`` or ``HT802``, with its hardware address in any of the usual forms.

        Args:
            lines: Its lines, the first one as line 1. Default: none, and the file signs the phone off.
            keys: Keys beside the display by their place, from 1. The first ones are the line keys.
            admin_password: The password of the administrator on the phone's own pages. It is not a SIP secret.
            user_password: The password of the person at the phone, on the phone's own pages.
            vlan: The VLAN, up to 4094; 0 is none.
            vlan_priority: The priority within the VLAN, up to 7.
            dns: The DNS servers, best first; phones know two.
            ntp: The time servers, best first; phones know two.
            time_zone: The clock on the display: the distance from UTC as a ``timedelta`` or as text such as ``+11`` or
                ``05:45``, or a rule such as ``CET-1CEST,M3.5.0,M10.5.0/3``.
            maker_time_zone: The same as a code of the maker's own list, passed on as it is.
            syslog: Where the phone's log goes (``host`` or ``host:port``), and how much of it.
            config_server: How and where the phone fetches its configuration: ``host[:port][/path]``.
            firmware_server: How and where it fetches its firmware.
            schedule: When it looks for both: when it starts only, every so often, daily at an hour, or weekly on a day
                (0 is Sunday) at an hour.
            language: The language of the display, as the phone's code for it: ``en``, ``fr``, ``zh-tw``.
            settings: Anything else by its path, such as ``{"account.1.nat": "keep_alive", "raw.P4711": "1"}``; ``None``
                clears. What stands here counts before the other arguments.
            side_keys: Keys apart from the display by their place, from 1.
            board_keys: Keys of the expansion boards by their place, from 1 through all boards.
            handsets: Names of the handsets of a DECT base, by their number from 1.
            firmware: The firmware that runs on it, such as ``1.0.7.81``: what came with a later one is refused then.
            baseline: Whether the file shuts doors that nobody needs (no SSH, no TR-069, HTTPS pages, no server from
                DHCP, a checked certificate), as far as nothing is set here otherwise: ``on`` by default, ``shared``
                with the keypad locked too, for phones in lobbies, or ``off``.

        Raises:
            ParseError: The model is not known, the address is none, or a setting or its value is none; ``field`` says
                which.
            RefusedValueError: An argument of a form that no phone could be given.
        """

    @property
    def model(self) -> str:
        """The name of the model."""

    @property
    def mac(self) -> str:
        """The hardware address: lower-case hex with colons."""

    @staticmethod
    def models() -> list[str]:
        """The names of all models that are known.

        >>> import switchhook
        >>> "HT802" in switchhook.Device.models()
        True
        """

    def settings(self) -> dict[str, str | None]:
        """What is set, by path; ``None`` is a password, and an empty text clears.

        >>> import switchhook
        >>> phone = switchhook.Device("HT802", "c0:74:ad:11:22:33", settings={"account.1.nat": "stun"})
        >>> phone.settings()["account.1.nat"]
        'stun'
        """

    def check(self) -> tuple[SettingFinding, ...]:
        """Everything that is wrong or doubtful, in the order of the settings; empty when all is well."""

    def render(self) -> Configuration:
        """The phone's configuration. The same settings give the same bytes, always.

        Raises:
            RefusedSettingsError: All errors at once, and the warnings beside them, in ``findings``.
        """

    def __eq__(self, other: object, /) -> bool: ...

@final
class SettingFinding:
    """One thing that is wrong or doubtful about a phone's settings. ``str()`` says where, what, and what to do."""

    __match_args__: Final = ("code", "setting")

    def __new__(cls, code: str, setting: str, text: str, remedy: str, /) -> SettingFinding:
        """Made by :meth:`Device.check`; can be made here so that it pickles."""

    @property
    def code(self) -> str:
        """A code that does not change between releases: ``E-…`` for an error, ``W-…`` for a warning."""

    @property
    def setting(self) -> str:
        """Where, as a path: ``account.1.server.1``."""

    @property
    def text(self) -> str:
        """The same as ``str()``. Passwords are never part of it."""

    @property
    def remedy(self) -> str:
        """What to do about it."""

    @property
    def is_error(self) -> bool:
        """Whether the phone cannot be configured like that; else it is a warning."""

    def __getnewargs__(self) -> tuple[str, str, str, str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Configuration:
    """A phone's configuration: checked values, and the two files that they make. Its ``repr`` shows no values."""

    __match_args__: Final = ("model", "mac")

    @property
    def model(self) -> str:
        """The name of the model."""

    @property
    def mac(self) -> str:
        """The hardware address: lower-case hex with colons."""

    @property
    def xml(self) -> str:
        """The XML file; write it as UTF-8. It holds the SIP secrets."""

    @property
    def xml_name(self) -> str:
        """The name under which the phone asks for it: ``cfg000b82aabbcc.xml``."""

    @property
    def binary(self) -> bytes:
        """The binary file. It holds the SIP secrets, and is not encrypted."""

    @property
    def binary_name(self) -> str:
        """The name under which the phone asks for it, before it asks for the XML: ``cfg000b82aabbcc``."""

    @property
    def warnings(self) -> tuple[SettingFinding, ...]:
        """What is doubtful, though not wrong."""

    def explain(self) -> list[tuple[str, str, str | None]]:
        """Every value in the files: its number, the setting that it is for, and its text; ``None`` for a password."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class PhoneFile:
    """What a phone's configuration file holds. Its ``repr`` shows no values, since there are secrets among them.

    >>> import switchhook
    >>> file = switchhook.PhoneFile.parse(
    ...     "<gs_provision version='1'><config version='1'><P3>Tom &amp; Ann</P3></config></gs_provision>"
    ... )
    >>> file, file.values["P3"]
    (PhoneFile(any phone, 1 values), 'Tom & Ann')
    """

    __match_args__: Final = ("mac", "values")

    @staticmethod
    def parse(data: str | Buffer, /) -> PhoneFile:
        """Reads a file of Grandstream, XML or binary, of at most 2 MiB.

        Raises:
            ParseError: The file is damaged, or none of this form. The text never repeats what is inside a value.
        """

    @property
    def mac(self) -> str | None:
        """Whose file it is; ``None`` when it is for any phone."""

    @property
    def values(self) -> dict[str, str]:
        """Its values by their numbers, such as ``P47``, in the order of the file."""

    def settings(self, model: str, /) -> list[tuple[str, str | None]]:
        """What it sets on a phone of a model: paths and texts.

        The text is ``None`` for a password, and empty for what is cleared.

        A number without words, or with a text that the model should not have, is such as ``raw.P4711``; it may be a
        password, so it has no text here.

        >>> import switchhook
        >>> file = switchhook.PhoneFile.parse(
        ...     "<gs_provision version='1'><config version='1'><P52>0</P52></config></gs_provision>"
        ... )
        >>> file.settings("GXP2000"), file.settings("GRP2614")
        ([('account.1.nat', 'stun')], [('account.1.nat', 'none')])

        Raises:
            ParseError: The model is not known.
        """

    def __eq__(self, other: object, /) -> bool: ...

@final
class PhoneIdentity:
    """What a telephone says it is. It is a claim: anybody can send any text.

    >>> import switchhook
    >>> switchhook.identify_phone("Grandstream Model HW HT802V2 V1.0A SW 1.0.5.10 DevId c074ad112233")
    PhoneIdentity(HT802V2, c0:74:ad:11:22:33)
    """

    __match_args__: Final = ("model", "mac")

    @property
    def name(self) -> str:
        """The model as it names itself."""

    @property
    def model(self) -> str | None:
        """The model, if it is known here; one that differs in its network alone is its base."""

    @property
    def hardware(self) -> str | None:
        """The revision of the hardware, such as ``V1.0A``."""

    @property
    def firmware(self) -> str | None:
        """The version of its firmware."""

    @property
    def mac(self) -> str | None:
        """Its address. Old firmware does not tell."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def identify_phone(user_agent: str, /) -> PhoneIdentity | None:
    """What a telephone says it is in the User-Agent of a request for a file, or of SIP; ``None`` for everybody else."""

# The manager interface.

@final
class Framer:
    """Cuts a stream of the manager interface into messages, wherever the network cut it before.

    >>> import switchhook
    >>> framer = switchhook.Framer()
    >>> framer.feed(b"Asterisk Call Manager/11.0.0\\r\\nEvent: Hang")
    [Banner("Asterisk Call Manager/11.0.0")]
    >>> [hangup] = framer.feed(b"up\\r\\nChannel: PJSIP/100-00000001\\r\\nCause: 16\\r\\n\\r\\n")
    >>> hangup["channel"]
    'PJSIP/100-00000001'
    """

    def __new__(cls, *, banner: bool = True, message_bytes: int | None = None, headers: int | None = None) -> Framer:
        """A framer.

        Args:
            banner: Whether the stream begins with a banner line, as a connection does; a recording may not.
            message_bytes: The longest message that is taken. Default: 16 MiB.
            headers: The most lines in one message. Default: 262 144.
        """

    def feed(self, data: Buffer, /) -> list[Frame]:
        """Takes bytes as they came, and gives what is whole now.

        A message over the limits costs that message: it comes once as :class:`Malformed`, and the next ones are not
        affected.

        Raises:
            TypeError: ``data`` is not bytes-like.
        """

    @property
    def buffered(self) -> int:
        """Bytes held back for a message that is not complete yet."""

@final
class Banner:
    """The first line of a connection, such as ``Asterisk Call Manager/11.0.0``."""

    __match_args__: Final = ("text",)

    @property
    def text(self) -> str:
        """The line without its ending."""

    @property
    def version(self) -> str | None:
        """The version of the manager interface (not of Asterisk): ``11.0.0``; ``None`` where the line has none."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Malformed:
    """A message that was given up."""

    __match_args__: Final = ("reason", "action_id")

    @property
    def reason(self) -> str:
        """Why, and what to do."""

    @property
    def action_id(self) -> str | None:
        """The action whose answer it was, where that could still be read."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Message:
    """A message of the manager interface.

    Nothing is thrown away: headers keep their order and repeats, ``bytes()`` gives all of it as it came. Its ``repr``
    shows no values, since a secret may be among them.

    >>> import switchhook
    >>> message = switchhook.Message.parse(b"Event: Hangup\\r\\nCause: 16\\r\\nAccountCode: sales\\r\\n\\r\\n")
    >>> message.name, message["accountcode"], message.get("Uniqueid", "none")
    ('Hangup', 'sales', 'none')
    >>> message
    Message(event "Hangup", 3 headers)
    """

    __match_args__: Final = ("kind", "name")

    @staticmethod
    def parse(data: Buffer, /) -> Message:
        """Reads the first message in ``data``, which must be there whole, its closing empty line included.

        Raises:
            ParseError: It is not complete, or over the default limits of a :class:`Framer`.
        """

    @staticmethod
    def build(headers: Iterable[tuple[str, str | Buffer]], /) -> Message:
        """Builds a message; ``bytes()`` of it is what to send. Text is sent as UTF-8.

        Raises:
            RefusedValueError: A name that no header can have, or a line break or NUL in a value, which would begin a
                header of an attacker's choice; ``field`` says in which header.
        """

    @property
    def kind(self) -> Literal["response", "event", "action", "other"]:
        """What it is, by its first line."""

    @property
    def name(self) -> str | None:
        """The name of an event or an action, the word of a response; ``None`` for other messages."""

    @property
    def action_id(self) -> str | None:
        """The id that ties replies to their action."""

    @property
    def is_success(self) -> bool:
        """Whether it is a response that does not say ``Error``."""

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """All headers in order. Bytes that are not UTF-8 are replaced by U+FFFD. A line without a colon has no name."""

    @property
    def raw_headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """All headers in order, as they came."""

    @property
    def output(self) -> list[str]:
        """The lines that a CLI command printed, as old and new versions of Asterisk send them."""

    @overload
    def get(self, name: str, default: None = None, /) -> str | None: ...
    @overload
    def get(self, name: str, default: _T, /) -> str | _T:
        """The value of the first header called ``name``, compared without case; ``default`` when there is none."""

    def get_bytes(self, name: str, /) -> bytes | None:
        """The same, as it came."""

    def get_all(self, name: str, /) -> list[str]:
        """The values of all headers called ``name``, in order."""

    def __getitem__(self, name: str, /) -> str:
        """The value of the first header called ``name``.

        Raises:
            KeyError: There is none.
        """

    def __contains__(self, name: str, /) -> bool: ...
    def __bytes__(self) -> bytes: ...
    def __eq__(self, other: object, /) -> bool: ...

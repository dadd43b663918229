"""Faults that a user can mend: each says where it is, what it is and what to do next."""


class Fault(Exception):  # noqa: N818 - a fault is what it is called everywhere
    """`where`: what was being read or done; `what`: what is wrong with it; `next_step`: what the user can do."""

    exit_code = 1

    def __init__(self, where: object, what: str, next_step: str) -> None:
        super().__init__(where, what, next_step)
        self.where = str(where)
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.next_step}."


class DataFault(Fault):
    """The data is at fault."""

    exit_code = 1


class CallFault(Fault):
    """The call is at fault: an argument, an option or a place that does not fit."""

    exit_code = 2

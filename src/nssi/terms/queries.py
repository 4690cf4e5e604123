"""What the house asks about terms and tasks."""

from nssi.terms.models import Task, Term


def terms_of(subject_kind: str, subject_id: str) -> list[Term]:
    """Return the terms of a subject, the one that ends first before the others."""
    return list(
        Term.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("due_at", "id")
    )


def running_term(kind: str, subject_kind: str, subject_id: str) -> Term | None:
    """Return the term of this kind that runs for the subject, or None."""
    return Term.objects.filter(
        kind=kind, subject_kind=subject_kind, subject_id=subject_id, state=Term.State.RUNNING
    ).first()


def open_tasks_of(body_code: str, role: str) -> list[Task]:
    """Return what officials of a body and role have to do, the most urgent first."""
    return list(Task.objects.filter(body=body_code, role=role, done_at=None).order_by("due_on", "id"))

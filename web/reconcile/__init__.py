"""The door for OpenRefine and its like: the Reconciliation Service API 0.2 at ``/reconcile``.

`matching` finds and rates candidates, `likeness` compares names, `tenures` answers who held an office, `extension`
fetches properties, `manifest` says what there is.
"""

from web.reconcile.views import blueprint

__all__ = ["blueprint"]

"""Keys for LiteLLM's proxy, which has none of its own without a database: with `custom_auth: litellm_keys.check` in the
general_settings of litellm.yaml, sk-spent is one whose budget is spent, told by LiteLLM's own error and in its words."""
from litellm import BudgetExceededError
from litellm.proxy._types import UserAPIKeyAuth


async def check(request, api_key):
    if api_key == "sk-spent":
        raise BudgetExceededError(current_cost=1.5, max_budget=1.0)
    return UserAPIKeyAuth(api_key=api_key, token=api_key)

class Solution:
    def rotateLeft(self, nums: List[int], k: int) -> List[int]:
        if not nums:
            return nums
        k %= len(nums)
        return nums[k:] + nums[:k]

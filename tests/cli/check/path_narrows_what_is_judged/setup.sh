# shellcheck shell=sh
sample
contract contracts/shop/items.yaml items 1.0.0 id
commit 'items, and a break of users'
contract contracts/shop/items.yaml items 1.0.0 other

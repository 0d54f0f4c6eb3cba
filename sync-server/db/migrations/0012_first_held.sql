-- When a person first held a key. A key that was lost, given again and lost once more while a laptop was away has a later
-- `since`, and yet that laptop still shows what the key opened.
alter table person_keys add column first_since bigint not null default 0;
update person_keys set first_since = since;

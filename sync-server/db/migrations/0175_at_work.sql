-- What is at work is looked for at every round; without it that walks whatever waits.
create index deliveries_at_work on deliveries (claimed_until_ms) where state = 'sending';

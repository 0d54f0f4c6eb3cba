-- Interviews that are over and whose video account is asked for a transcript, for notices that never came.
create table transcript_asks (
  connection_id uuid not null references connections (id),
  interview_id uuid not null,
  state text not null,
  tries int not null default 0,
  next_at_ms bigint not null,
  primary key (connection_id, interview_id)
);

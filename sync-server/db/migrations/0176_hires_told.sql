-- ServiceNow hears of an edited hire wherever it hears of a new start date. Chats and webhooks that were told everything there was are told this too; those that chose are not.
update connections set events = events || '["hire.changed"]'::jsonb
where not events @> '["hire.changed"]'::jsonb and (connector_id = 'servicenow' and events @> '["start_date.changed"]'::jsonb or connector_id in ('slack', 'webhooks') and events @>
  '["application.created", "stage.changed", "candidate.rejected", "candidate.hired", "start_date.changed", "hire.reversed", "offer.changed", "interview.scheduled", "interview.cancelled", "scorecard.submitted"]'::jsonb);

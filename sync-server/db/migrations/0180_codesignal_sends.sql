-- CodeSignal took results and nothing more: connections from then hear of tests to be sent, with what an invitation needs, once they hold an API key.
update connections set events = '["assessment.requested"]'::jsonb, fields = '["email", "firstName", "lastName"]'::jsonb
where connector_id = 'codesignal' and events = '[]'::jsonb;

"""Microsoft Graph through msal and O365; the only place that knows them."""

<#
.SYNOPSIS
Lets Vantage into the calendars of the participants alone, and into nobody else's.

.DESCRIPTION
Gives the app the roles "Application Calendars.ReadWrite" and "Application MailboxSettings.Read" in Exchange Online, for the
members of one group: RBAC for Applications. Consent in Entra would open every mailbox beside it, since the two add up: take
the consent to Calendars.ReadWrite and MailboxSettings.Read away, or do not give it. The script looks and says so.

Members of groups within the group do not count. Changes reach the servers within half an hour to two hours.

Needs the modules ExchangeOnlineManagement and Microsoft.Graph.Applications, and a sign-in that may manage Exchange roles.
Running it again changes nothing that is there, but for the group. Where Exchange says that the organisation was never
customised, run Enable-OrganizationCustomization once.

.EXAMPLE
./exchange-rbac.ps1 -ClientId 0d0c1a52-95c5-4d6e-a7b2-4a2f7a3c9b02 -Group participants@example.org -Test head@example.org

.EXAMPLE
./exchange-rbac.ps1 -ClientId 0d0c1a52-95c5-4d6e-a7b2-4a2f7a3c9b02 -Undo
#>
[CmdletBinding(SupportsShouldProcess)]
param(
  # AAD_APP_CLIENT_ID: the application (client) id of Vantage.
  [Parameter(Mandatory)][guid] $ClientId,
  # The mail-enabled security group, or Microsoft 365 group, that holds the participants directly.
  [string] $Group,
  # Somebody to try it on, at the end.
  [string] $Test,
  # Takes everything away that this script made.
  [switch] $Undo
)
$ErrorActionPreference = 'Stop'
$scope = 'Vantage participants'
$roles = 'Application Calendars.ReadWrite', 'Application MailboxSettings.Read'

Connect-ExchangeOnline -ShowBanner:$false
Connect-MgGraph -NoWelcome -Scopes Application.Read.All

# The enterprise application, whose object id differs from the one on the page of the registration.
$application = Get-MgServicePrincipal -Filter "appId eq '$ClientId'"
if (-not $application) { throw "There is no enterprise application with the id $ClientId in this organisation." }
$known = Get-ServicePrincipal | Where-Object { $_.AppId -eq $ClientId }
# By names of our own, so that nothing is taken away that somebody else gave.
$given = @(Get-ManagementRoleAssignment | Where-Object { $_.Name -in ($roles | ForEach-Object { "Vantage $_" }) })

if ($Undo) {
  foreach ($one in $given) {
    if ($PSCmdlet.ShouldProcess($one.Name, 'Remove-ManagementRoleAssignment')) {
      Remove-ManagementRoleAssignment -Identity $one.Name -Confirm:$false
    }
  }
  if ((Get-ManagementScope | Where-Object Name -EQ $scope) -and
    $PSCmdlet.ShouldProcess($scope, 'Remove-ManagementScope')) {
    Remove-ManagementScope -Identity $scope -Confirm:$false
  }
  if ($known -and $PSCmdlet.ShouldProcess($known.DisplayName, 'Remove-ServicePrincipal')) {
    Remove-ServicePrincipal -Identity $known.ObjectId -Confirm:$false
  }
  Write-Host 'Taken away. Without consent in Entra, Vantage now reads and books in no calendar.'
  return
}

if (-not $Group) { throw 'Name the group of the participants: -Group participants@example.org' }
$members = Get-Recipient -Identity $Group
if (-not $known -and $PSCmdlet.ShouldProcess($application.DisplayName, 'New-ServicePrincipal')) {
  $known = New-ServicePrincipal -AppId $ClientId -ObjectId $application.Id -DisplayName $application.DisplayName
}
$filter = "MemberOfGroup -eq '$($members.DistinguishedName)'"
if (Get-ManagementScope | Where-Object Name -EQ $scope) {
  if ($PSCmdlet.ShouldProcess($scope, 'Set-ManagementScope')) {
    Set-ManagementScope -Identity $scope -RecipientRestrictionFilter $filter
  }
} elseif ($PSCmdlet.ShouldProcess($scope, 'New-ManagementScope')) {
  New-ManagementScope -Name $scope -RecipientRestrictionFilter $filter | Out-Null
}
foreach ($role in $roles) {
  if ("Vantage $role" -in $given.Name) { continue }
  if ($PSCmdlet.ShouldProcess($role, 'New-ManagementRoleAssignment')) {
    New-ManagementRoleAssignment -Name "Vantage $role" -App $application.Id -Role $role -CustomResourceScope $scope |
      Out-Null
  }
}

# Consent for everybody, by the ids of the two permissions, adds to what was given here.
$everybody = @{
  'ef54d2bf-783f-4e0f-bca1-3210c0444d99' = 'Calendars.ReadWrite'
  '40f97065-369a-49f4-947c-6a255697ae91' = 'MailboxSettings.Read'
}
$consented = Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $application.Id -All |
  ForEach-Object { $everybody["$($_.AppRoleId)"] } | Where-Object { $_ }
foreach ($name in $consented) {
  Write-Warning "Consent in Entra to $name still opens every mailbox. Take it away: Enterprise applications, Vantage, Permissions."
}

if ($Test) { Test-ServicePrincipalAuthorization -Identity $application.Id -Resource $Test | Format-Table }
Write-Host 'Done. It takes up to two hours until every server of Exchange knows.'

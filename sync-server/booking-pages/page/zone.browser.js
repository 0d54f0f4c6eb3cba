// The zone of this device, once, where the address names none. Without scripts the candidate's own or the list serves.
const address = new URL(location.href)
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const list = document.querySelector('#zone')
if (zone && list && !address.searchParams.has('zone') && list.value !== zone && [...list.options].some(option => option.value === zone)) {
  address.searchParams.set('zone', zone)
  location.replace(address)
}

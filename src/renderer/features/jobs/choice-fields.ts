/** Facts of a job that are chosen from the workspace's lists. */
export const choiceFields = [
  { field: 'departmentId', label: 'Department', list: 'departments' },
  { field: 'locationId', label: 'Location', list: 'locations' },
  { field: 'employmentTypeId', label: 'Employment type', list: 'employmentTypes' },
  { field: 'levelId', label: 'Level', list: 'levels' },
] as const

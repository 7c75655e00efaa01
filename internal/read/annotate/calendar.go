package annotate

// Day is a day of the calendar, counted from 1 January 1970.
type Day int32

// NoDay is an unknown day.
const NoDay Day = -1 << 31

// Civil makes a Day of a year, month and day of the month, which may lie outside
// the month: the 0th is the last of the month before.
func Civil(year, month, day int) Day {
	// after Howard Hinnant's days_from_civil
	month--
	year += month / 12
	month = month % 12
	if month < 0 {
		month += 12
		year--
	}
	month++
	y := year
	if month <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	doy := (153*((month+9)%12)+2)/5 + day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return Day(era*146097 + doe - 719468)
}

// Date is the day's year, month and day of the month.
func (d Day) Date() (year, month, day int) {
	z := int(d) + 719468
	era := z / 146097
	if z < 0 {
		era = (z - 146096) / 146097
	}
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month = mp%12 + 3
	if month > 12 {
		month -= 12
	}
	year = yoe + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

// Weekday is 0 for Sunday to 6 for Saturday.
func (d Day) Weekday() int { return ((int(d)+4)%7 + 7) % 7 }

// ISO is the day as "2016-07-05"; "" where unknown or outside the years 1 to 9999.
func (d Day) ISO() string {
	if d == NoDay {
		return ""
	}
	y, m, day := d.Date()
	if y < 1 || y > 9999 {
		return ""
	}
	b := [10]byte{byte('0' + y/1000), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10), '-',
		byte('0' + m/10), byte('0' + m%10), '-', byte('0' + day/10), byte('0' + day%10)}
	return string(b[:])
}

// validDate reports whether the calendar has the day.
func validDate(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999 {
		return false
	}
	_, m, d := Civil(year, month, day).Date()
	return m == month && d == day
}

package export

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestEveryFieldIsDocumented: a key that is printed stands in docs/format.md.
func TestEveryFieldIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var check func(prefix string, typ reflect.Type)
	check = func(prefix string, typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Array {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !strings.Contains(string(doc), "`"+key+"`") && !strings.Contains(string(doc), "."+key+"`") {
				t.Errorf("%s%s is not in docs/format.md", prefix, key)
			}
			check(prefix+key+".", f.Type)
		}
	}
	check("", reflect.TypeFor[readingLine]())
	check("", reflect.TypeFor[eventLine]())
	check("", reflect.TypeFor[tollLine]())
	if len(seen) < 6 {
		t.Errorf("looked at %d types only", len(seen))
	}
}

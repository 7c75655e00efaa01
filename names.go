package sayso

import "fmt"

// names is the table of words that a small enumeration is written with.
type names[T ~uint8] []string

func (n names[T]) name(v T) string {
	if int(v) < len(n) {
		return n[v]
	}
	return fmt.Sprintf("%T(%d)", v, uint8(v))
}

func (n names[T]) marshal(v T) ([]byte, error) {
	if int(v) >= len(n) {
		return nil, fmt.Errorf("%w: no %T %d", ErrInvalid, v, uint8(v))
	}
	return []byte(n[v]), nil
}

func (n names[T]) unmarshal(v *T, b []byte) error {
	for i, s := range n {
		if s == string(b) {
			*v = T(i)
			return nil
		}
	}
	return fmt.Errorf("%w: %q is no %T", ErrInvalid, b, *v)
}

#include "base/bytes.h"

#include <algorithm>

namespace chancery {

bool equal(BytesView a, BytesView b) {
  return std::ranges::equal(a, b);
}

}  // namespace chancery

// Inside `keys` only: attribute templates that own their values (PKCS#11 section 4.1).
#pragma once

#include <deque>
#include <p11-kit/pkcs11.h>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace chancery::keys {

/// `Template().add(CKA_TOKEN, true).add(CKA_LABEL, "root")`; valid as long as the object.
class Template final {
 public:
  Template& add(CK_ATTRIBUTE_TYPE type, BytesView value) {
    values_.push_back(to_bytes(value));
    attributes_.push_back({type, values_.back().data(), values_.back().size()});
    return *this;
  }
  Template& add(CK_ATTRIBUTE_TYPE type, std::string_view value) {
    return add(type, as_bytes(value));
  }
  Template& add_flag(CK_ATTRIBUTE_TYPE type, bool value) {
    const CK_BBOOL flag = value ? CK_TRUE : CK_FALSE;
    return add(type, BytesView(&flag, 1));
  }
  Template& add_number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
    return add(type, {reinterpret_cast<const std::uint8_t*>(&value), sizeof value});
  }

  [[nodiscard]] CK_ATTRIBUTE* data() { return attributes_.data(); }
  [[nodiscard]] CK_ULONG size() const { return attributes_.size(); }

 private:
  std::deque<Bytes> values_;
  std::vector<CK_ATTRIBUTE> attributes_;
};

}  // namespace chancery::keys

#include "x509/extension.h"

#include <algorithm>

#include "x509/errors.h"

namespace chancery::x509 {
// Extension ::= SEQUENCE {
//   extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
Result<ExtensionView> ExtensionView::read(der::Reader& in) {
  der::Reader fields = TRY(in.sequence());
  ExtensionView extension;
  extension.id = TRY(fields.oid());
  if (fields.next_is(der::Tag::boolean)) {
    extension.critical = TRY(fields.boolean());
    if (!extension.critical) {
      return fail(kExtensionMalformed, {{"extension", extension.id.to_dotted()},
                                        {"problem", "critical FALSE is written out"}});
    }
  }
  extension.value = TRY(fields.octet_string());
  TRY(fields.expect_end());
  return extension;
}

void Extension::write(der::Writer& out) const {
  out.sequence([&] {
    out.oid(id);
    if (critical) {
      out.boolean(true);
    }
    out.octet_string(value);
  });
}

Result<Extensions> Extensions::parse(BytesView der) {
  der::Reader outer(der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  if (in.at_end()) {
    return fail(kExtensionMalformed, "problem", "an empty list of extensions");
  }
  std::vector<Extension> list;
  list.reserve(12);  // few certificates have more
  while (!in.at_end()) {
    if (list.size() == kMaxCount) {
      return fail(kTooLarge, "extensions", "more than 100");
    }
    const ExtensionView extension = TRY(ExtensionView::read(in));
    list.push_back({extension.id, extension.critical, to_bytes(extension.value)});
  }
  return make(std::move(list));
}

Result<Extensions> Extensions::make(std::vector<Extension> list) {
  for (auto it = list.begin(); it != list.end(); ++it) {
    if (std::find_if(list.begin(), it, [&](const Extension& e) { return e.id == it->id; }) != it) {
      return fail(kExtensionDuplicate, "extension", it->id.to_dotted());
    }
  }
  Extensions extensions;
  extensions.list_ = std::move(list);
  return extensions;
}

const Extension* Extensions::find(const Oid& id) const {
  const auto found = std::ranges::find(list_, id, &Extension::id);
  return found == list_.end() ? nullptr : &*found;
}

void Extensions::write(der::Writer& out) const {
  if (empty()) {
    return;
  }
  out.sequence([&] {
    for (const Extension& extension : list_) {
      extension.write(out);
    }
  });
}

Extension ocsp_no_check_extension() {
  return {kOcspNoCheck, false, Bytes{0x05, 0x00}};
}

}  // namespace chancery::x509

#include "model/certificate_name.h"

#include <algorithm>

namespace chancery::model {
namespace {

std::string reverse_labels(std::string_view name) {
  std::string reversed;
  reversed.reserve(name.size());
  while (!name.empty()) {
    const auto dot = name.rfind('.');
    reversed += dot == std::string_view::npos ? name : name.substr(dot + 1);
    if (dot == std::string_view::npos) {
      break;
    }
    reversed += '.';
    name = name.substr(0, dot);
  }
  return reversed;
}

}  // namespace

std::string search_key(const CertificateName& name) {
  if (name.type == NameType::dns) {
    return reverse_labels(name.value);
  }
  return std::string{static_cast<char>(name.type), ':'} + name.value;
}

CertificateName from_search_key(std::string_view key) {
  if (key.size() < 2 || key[1] != ':') {
    return {NameType::dns, reverse_labels(key)};
  }
  return {static_cast<NameType>(key[0]), std::string(key.substr(2))};
}

}  // namespace chancery::model

#include "net/root_anchor.h"

namespace chancery::net {
namespace {

constexpr RootAnchor kAnchors[] = {
    {". IN DS 19036 8 2 49AAC11D7B6F6446702E54A1607371607A1A41855200FD2CE1CDDE32F24E8FB5",
     at_date(2010, 7, 15), at_date(2019, 1, 11), "root-anchors.xml Kjqmt7v (KSK-2010)"},
    {". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
     at_date(2017, 2, 2), std::nullopt, "root-anchors.xml Klajeyz (KSK-2017)"},
    {". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
     at_date(2024, 7, 18), std::nullopt, "root-anchors.xml Kmyv6jo (KSK-2024)"},
};

}  // namespace

std::span<const RootAnchor> root_anchors() {
  return kAnchors;
}

}  // namespace chancery::net

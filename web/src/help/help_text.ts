/*
 * One page of help a role, to be printed on one A4 sheet. «…» is what stands on a button, a field or a page: a test holds each
 * against the catalogue, so that the help never names what is not there. Written in Vietnamese only, as the offices read it.
 */
import type { AccountRole } from "../api/session";

export interface HelpPart {
  heading: string;
  steps: readonly string[];
}
export interface HelpPage {
  lead: string;
  parts: readonly HelpPart[];
}

const LOGIN: HelpPart = {
  heading: "Đăng nhập",
  steps: [
    "Mở trang chủ, nhập «Tên đăng nhập» và «Mật khẩu», bấm «Đăng nhập». Lần đầu phải đổi mật khẩu.",
    "Mật khẩu phải có chữ hoa, chữ thường, chữ số và ký tự đặc biệt; độ dài ghi ở trang «Đổi mật khẩu».",
    "Nhập sai 5 lần thì tài khoản bị khóa. Gọi Quản trị hệ thống hoặc Quản trị MCU để mở khóa ngay.",
  ],
};

const TROUBLE: HelpPart = {
  heading: "Khi có sự cố",
  steps: [
    "Không có hình hoặc không có tiếng: bấm «Chọn micro, loa, camera» trong «Cài đặt» và chọn lại thiết bị.",
    "Màn hình báo «Mất kết nối»: chờ vài giây, hệ thống tự kết nối lại. Không tắt máy, không đóng trang.",
    "Đường truyền yếu: hệ thống tự giảm hình và giữ tiếng. Vẫn không được thì gọi Quản trị MCU tại trung tâm.",
  ],
};

const SECRET: HelpPart = {
  heading: "Lưu ý",
  steps: ["«Không sử dụng hệ thống này cho cuộc họp có nội dung bí mật nhà nước.»"],
};

export const HELP: Record<AccountRole, HelpPage> = {
  quan_tri: {
    lead: "Quản trị hệ thống quản lý đơn vị, điểm cầu, tài khoản và nhật ký. Không xem nội dung cuộc họp.",
    parts: [
      LOGIN,
      {
        heading: "Đơn vị và điểm cầu",
        steps: [
          "Trang «Đơn vị»: bấm «Thêm đơn vị», nhập «Tên đơn vị», «Mã», «Loại đơn vị», «Trực thuộc» và «Thứ tự» theo danh sách chính thức.",
          "Khi sáp nhập: bấm «Kết thúc…» ở dòng đơn vị cũ, nhập «Kết thúc từ ngày» và chọn «Đơn vị kế thừa». Cuộc họp cũ giữ tên cũ.",
          "Nhiều đơn vị một lúc: bấm «Nhập CSV». Hệ thống kiểm tra từng dòng trước, chưa ghi gì cho đến khi bấm «Nhập vào hệ thống».",
          "Trang «Điểm cầu»: bấm «Thêm điểm cầu». Bấm «Mã PIN» để cấp mã; mã chỉ hiện một lần, cần in hoặc ghi lại cùng đường dẫn.",
          "Chuyển phòng họp cho đơn vị khác: bấm «Bàn giao».",
        ],
      },
      {
        heading: "Tài khoản",
        steps: [
          "Trang «Tài khoản»: bấm «Thêm tài khoản», nhập 4 mục, giao «Mật khẩu dùng một lần» cho người dùng.",
          "Quên mật khẩu: bấm «Đặt lại mật khẩu». Tài khoản bị khóa: bấm «Mở khóa». Người chuyển công tác: mở tài khoản, chọn «Ngừng sử dụng tài khoản này».",
          "Quyền của từng vai trò: xem «Bảng phân quyền».",
        ],
      },
      {
        heading: "Nhật ký",
        steps: [
          "Trang «Nhật ký hệ thống»: lọc theo thời gian và nội dung. Bấm «Kiểm tra toàn vẹn» mỗi tháng một lần.",
          "Khi đội ứng cứu sự cố yêu cầu: chọn khoảng thời gian, bấm «Xuất nhật ký».",
          "Trang «Cấu hình»: soạn «Thông báo khi đăng nhập» và «Thông báo ghi âm, ghi hình».",
        ],
      },
    ],
  },
  van_hanh: {
    lead: "Quản trị MCU trực tại trung tâm: hình, tiếng, hỗ trợ điểm cầu. Có mặt trước giờ họp 60 phút.",
    parts: [
      LOGIN,
      {
        heading: "Trước giờ họp",
        steps: [
          "Trang «Điểm cầu»: xem số điện thoại kỹ thuật viên, mạng kết nối và «Băng thông tối đa» của từng điểm cầu.",
          "Tài khoản của điểm cầu bị khóa: trang «Tài khoản», bấm «Mở khóa». Điểm cầu vẫn vào họp được bằng đường dẫn và mã PIN.",
          "Nhóm điểm cầu hay họp cùng nhau: lưu tại «Nhóm điểm cầu».",
        ],
      },
      {
        heading: "Trong giờ họp",
        steps: [
          "Chọn hình tại «Bố cục hình ảnh»: «Chủ tọa toàn màn hình», «Lưới các điểm cầu», «Điểm cầu phát biểu toàn màn hình».",
          "Điểm cầu được chủ tọa gọi tên: bấm «Mời phát biểu». Nói xong: bấm «Kết thúc phát biểu».",
          "Điểm cầu quên tắt micro: bấm «Tắt micro» tại điểm cầu đó.",
          "Xem «Chất lượng đường truyền»: «Mất gói» cao hoặc «Kém» thì gọi kỹ thuật viên điểm cầu kiểm tra dây mạng.",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  chu_toa: {
    lead: "Chủ tọa điều hành phiên họp. Thư ký và Quản trị MCU làm được mọi thao tác thay chủ tọa.",
    parts: [
      LOGIN,
      {
        heading: "Điều hành",
        steps: [
          "Vào phòng: bấm «Vào phòng họp». Micro của chủ tọa luôn mở.",
          "Mời điểm cầu nói: bấm «Mời phát biểu» ở tên điểm cầu. Kết thúc: bấm «Kết thúc phát biểu».",
          "Thay đổi hình: mở «Bố cục hình ảnh», chọn một kiểu. «Ghim điểm cầu» giữ một điểm cầu trên màn hình.",
          "Trình bày tài liệu: bấm «Trình chiếu», xong bấm «Dừng trình chiếu».",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  thu_ky: {
    lead: "Thư ký chuẩn bị cuộc họp, giữ danh sách phát biểu và giúp chủ tọa điều hành.",
    parts: [
      LOGIN,
      {
        heading: "Trong giờ họp",
        steps: [
          "Vào phòng: bấm «Vào phòng họp». Kiểm tra «Điểm cầu đã kết nối».",
          "Chủ tọa gọi tên điểm cầu: bấm «Mời phát biểu»; nói xong bấm «Kết thúc phát biểu», hình trở về chủ tọa.",
          "Điểm cầu gây ồn: bấm «Tắt micro» tại điểm cầu đó.",
          "Đổi hình theo yêu cầu của chủ tọa tại «Bố cục hình ảnh».",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  ky_thuat: {
    lead: "Kỹ thuật viên bật phòng họp, kiểm tra thiết bị và ở lại đến khi phiên họp kết thúc.",
    parts: [
      {
        heading: "Trước giờ họp 60 phút",
        steps: [
          "Bật tivi, camera, micro, loa. Mở đường dẫn trong giấy mời bằng Chrome, Edge, Cốc Cốc hoặc Firefox.",
          "Trình duyệt hỏi quyền dùng camera và micro: chọn «Cho phép».",
          "Nói thử vài câu: vạch «Mức âm thanh micro» phải chuyển động. Bấm «Phát âm thanh thử» để nghe loa.",
          "Thấy «Thiết bị đã sẵn sàng» thì bấm «Vào phòng họp». Chỉnh camera thấy rõ người ngồi.",
        ],
      },
      {
        heading: "Trong giờ họp",
        steps: [
          "Micro tắt khi vào phòng. Khi được mời phát biểu bấm «Bật micro», nói xong bấm «Tắt micro».",
          "Không tắt camera, không di chuyển camera.",
          "Trình chiếu tài liệu: bấm «Trình chiếu», chọn cửa sổ; xong bấm «Dừng trình chiếu».",
          "Chỉ bấm «Rời phòng họp» khi phiên họp đã bế mạc.",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  van_thu: {
    lead: "Văn thư tra cứu cuộc họp đã kết thúc của đơn vị, lấy giấy mời và tài liệu để lưu hồ sơ.",
    parts: [
      LOGIN,
      {
        heading: "Tra cứu",
        steps: [
          "Ô «Tìm kiếm (không cần gõ dấu)»: gõ tên cuộc họp hoặc số, ký hiệu giấy mời.",
          "Bấm tiêu đề cột để sắp xếp. Bấm «In» để in trang đang xem.",
          "Văn thư không điều khiển phiên họp. Cần quyền khác: xem «Bảng phân quyền» và liên hệ Quản trị hệ thống.",
        ],
      },
      SECRET,
    ],
  },
};

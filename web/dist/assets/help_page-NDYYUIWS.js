import{a as d}from"./chunk-2P4SLKZE.js";import{a as K}from"./chunk-OOHX66NF.js";import{a as $}from"./chunk-JKJH2E4Y.js";import{a as M}from"./chunk-4EG37I2C.js";import{a as x}from"./chunk-GFWRHW6T.js";import{b as C}from"./chunk-APQN74WW.js";import{d as h,g as k,h as t,k as l,m as v,n as y,o as T,r as f}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var r={heading:"Đăng nhập",steps:["Mở trang chủ, nhập «Tên đăng nhập» và «Mật khẩu», bấm «Đăng nhập». Lần đầu phải đổi mật khẩu.","Mật khẩu phải có chữ hoa, chữ thường, chữ số và ký tự đặc biệt; độ dài ghi ở trang «Đổi mật khẩu».","Nhập sai 5 lần thì tài khoản bị khóa. Gọi Quản trị hệ thống hoặc Quản trị MCU để mở khóa ngay."]},g={heading:"Khi có sự cố",steps:["Không có hình hoặc không có tiếng: bấm «Chọn micro, loa, camera» trong «Cài đặt» và chọn lại thiết bị.","Màn hình báo «Mất kết nối»: chờ vài giây, hệ thống tự kết nối lại. Không tắt máy, không đóng trang.","Đường truyền yếu: hệ thống tự giảm hình và giữ tiếng. Vẫn không được thì gọi Quản trị MCU tại trung tâm."]},a={heading:"Lưu ý",steps:["«Không sử dụng hệ thống này cho cuộc họp có nội dung bí mật nhà nước.»"]},e={quan_tri:{lead:"Quản trị hệ thống quản lý đơn vị, điểm cầu, tài khoản và nhật ký. Không xem nội dung cuộc họp.",parts:[r,{heading:"Đơn vị và điểm cầu",steps:["Trang «Đơn vị»: bấm «Thêm đơn vị», nhập «Tên đơn vị», «Mã», «Loại đơn vị», «Trực thuộc» và «Thứ tự» theo danh sách chính thức.","Khi sáp nhập: bấm «Kết thúc…» ở dòng đơn vị cũ, nhập «Kết thúc từ ngày» và chọn «Đơn vị kế thừa». Cuộc họp cũ giữ tên cũ.","Nhiều đơn vị một lúc: bấm «Nhập CSV». Hệ thống kiểm tra từng dòng trước, chưa ghi gì cho đến khi bấm «Nhập vào hệ thống».","Trang «Điểm cầu»: bấm «Thêm điểm cầu». Bấm «Mã PIN» để cấp mã; mã chỉ hiện một lần, cần in hoặc ghi lại cùng đường dẫn.","Chuyển phòng họp cho đơn vị khác: bấm «Bàn giao»."]},{heading:"Tài khoản",steps:["Trang «Tài khoản»: bấm «Thêm tài khoản», nhập 4 mục, giao «Mật khẩu dùng một lần» cho người dùng.","Quên mật khẩu: bấm «Đặt lại mật khẩu». Tài khoản bị khóa: bấm «Mở khóa». Người chuyển công tác: mở tài khoản, chọn «Ngừng sử dụng tài khoản này».","Quyền của từng vai trò: xem «Bảng phân quyền»."]},{heading:"Nhật ký",steps:["Trang «Nhật ký hệ thống»: lọc theo thời gian và nội dung. Bấm «Kiểm tra toàn vẹn» mỗi tháng một lần.","Khi đội ứng cứu sự cố yêu cầu: chọn khoảng thời gian, bấm «Xuất nhật ký».","Trang «Cấu hình»: soạn «Thông báo khi đăng nhập» và «Thông báo ghi âm, ghi hình»."]}]},van_hanh:{lead:"Quản trị MCU trực tại trung tâm: hình, tiếng, hỗ trợ điểm cầu. Có mặt trước giờ họp 60 phút.",parts:[r,{heading:"Trước giờ họp",steps:["Trang «Điểm cầu»: xem số điện thoại kỹ thuật viên, mạng kết nối và «Băng thông tối đa» của từng điểm cầu.","Tài khoản của điểm cầu bị khóa: trang «Tài khoản», bấm «Mở khóa». Điểm cầu vẫn vào họp được bằng đường dẫn và mã PIN.","Nhóm điểm cầu hay họp cùng nhau: lưu tại «Nhóm điểm cầu»."]},{heading:"Trong giờ họp",steps:["Trang chủ: bấm «Mở bàn điều khiển» ở cuộc họp. Bấm «Cho vào tất cả» khi các điểm cầu đã ở «Phòng chờ».","Chọn hình tại «Bố cục hình ảnh»: «Chủ tọa toàn màn hình», «Lưới các điểm cầu», «Điểm cầu phát biểu toàn màn hình».","Điểm cầu được chủ tọa gọi tên: bấm «Mời phát biểu». Nói xong: bấm «Kết thúc phát biểu».","Phòng ồn: bấm «Tắt micro tất cả (trừ chủ tọa)». Chọn «Chủ tọa điều khiển micro» thì điểm cầu không tự bật được.","Điểm cầu «Kém» kéo dài: bấm «Khởi động lại kết nối», rồi gọi kỹ thuật viên điểm cầu kiểm tra dây mạng.","Lộ nội dung hoặc có người lạ: bấm «Dừng khẩn cấp». Hình, tiếng của mọi điểm cầu bị cắt ngay."]},g,a]},chu_toa:{lead:"Chủ tọa điều hành phiên họp. Thư ký và Quản trị MCU làm được mọi thao tác thay chủ tọa.",parts:[r,{heading:"Điều hành",steps:["Trang chủ, mục «Cuộc họp hôm nay»: bấm «Mở bàn điều khiển». Đến giờ bấm «Bắt đầu phiên họp».","Danh sách xin nói ở mục «Phát biểu». Bấm «Mời phát biểu» ở tên điểm cầu; nói xong bấm «Kết thúc phát biểu».","Chỉ muốn nghe chủ tọa và điểm cầu được mời: chọn «Chủ tọa điều khiển micro».","Thay đổi hình: mở «Bố cục hình ảnh», chọn một kiểu. «Ghim điểm cầu» giữ một điểm cầu trên màn hình.","Lấy ý kiến: mục «Biểu quyết», nhập «Nội dung biểu quyết», bấm «Mở biểu quyết», sau đó «Kết thúc biểu quyết».","Quá giờ: bấm «Gia hạn thêm 30 phút». Bế mạc: bấm «Kết thúc phiên họp»."]},g,a]},thu_ky:{lead:"Thư ký chuẩn bị cuộc họp, giữ danh sách phát biểu và giúp chủ tọa điều hành.",parts:[r,{heading:"Chuẩn bị",steps:["Trang «Cuộc họp»: bấm «Tạo cuộc họp», nhập «Tên cuộc họp», thời gian, «Chọn điểm cầu». Điểm cầu hay họp cùng nhau: lưu ở «Nhóm điểm cầu».","Họp ngay không hẹn trước: bấm «Họp đột xuất».","Chọn «Tôi xác nhận nội dung cuộc họp không thuộc phạm vi bí mật nhà nước.»; không có xác nhận thì không tạo được."]},{heading:"Trong giờ họp",steps:["Bấm «Mở bàn điều khiển». Cho điểm cầu vào từ «Phòng chờ»: «Cho vào» hoặc «Cho vào tất cả».","Sắp xếp danh sách ở mục «Phát biểu». Chủ tọa gọi tên: bấm «Mời phát biểu»; nói xong bấm «Kết thúc phát biểu».","Nhắc một điểm cầu: bấm «Gửi thông báo lên màn hình». Trao đổi riêng: mục «Trao đổi».","Điểm cầu gây ồn: bấm «Tắt micro» tại điểm cầu đó."]},g,a]},ky_thuat:{lead:"Kỹ thuật viên bật phòng họp, kiểm tra thiết bị và ở lại đến khi phiên họp kết thúc.",parts:[{heading:"Trước giờ họp 60 phút",steps:["Bật tivi, camera, micro, loa. Mở đường dẫn trong giấy mời bằng Chrome, Edge, Cốc Cốc hoặc Firefox.","Trình duyệt hỏi quyền dùng camera và micro: chọn «Cho phép».","Nói thử vài câu: vạch «Mức âm thanh micro» phải chuyển động. Bấm «Phát âm thanh thử» để nghe loa.","Thấy «Thiết bị đã sẵn sàng» thì bấm «Vào phòng họp». Chỉnh camera thấy rõ người ngồi."]},{heading:"Trong giờ họp",steps:["Muốn nói: bấm «Đăng ký phát biểu». Khi được mời, bấm «Bật micro», nói xong bấm «Tắt micro».","Không tắt camera, không di chuyển camera.","Trình chiếu tài liệu: bấm «Trình chiếu», chọn cửa sổ; xong bấm «Dừng trình chiếu».","Chỉ bấm «Rời phòng họp» khi phiên họp đã bế mạc."]},g,a]},van_thu:{lead:"Văn thư tra cứu cuộc họp đã kết thúc của đơn vị, lấy giấy mời và tài liệu để lưu hồ sơ.",parts:[r,{heading:"Tra cứu",steps:["Trang «Cuộc họp», ô «Tìm kiếm (không cần gõ dấu)»: gõ tên cuộc họp hoặc số, ký hiệu giấy mời.","Mở cuộc họp để xem «Chương trình họp», «Tài liệu họp»; bấm «In giấy mời» để in.","Văn thư không điều khiển phiên họp. Cần quyền khác: xem «Bảng phân quyền» và liên hệ Quản trị hệ thống."]},a]}};var c=class extends f{constructor(){super(...arguments);this.params={};this.texts={rules:"",contact:""}}connectedCallback(){super.connectedCallback(),this.load()}render(){let n=this.shownRole(),{lead:u,parts:p}=e[n];return t`
      <div class="head">
        <h1>${h("help.title",{role:h(d[n])})}</h1>
        <div class="actions">
          <a class="button" href="/help/roles">${h("matrix.title")}</a>
          <button class="button" @click=${()=>window.print()}>${K} ${h("help.print")}</button>
        </div>
      </div>
      <nav class="roles" aria-label=${h("help.choose")}>
        ${Object.keys(e).map(i=>t`<a href="/help/${i}" aria-current=${i===n?"page":"false"}>${h(d[i])}</a>`)}
      </nav>
      <article class="card" lang="vi">
        <p class="lead">${u}</p>
        ${p.map(({heading:i,steps:s})=>t`<h2>${i}</h2><ol>${s.map(B=>t`<li>${N(B)}</li>`)}</ol>`)}
        ${this.texts.contact?t`<h2>${h("help.contact")}</h2><p class="own">${this.texts.contact}</p>`:l}
        ${this.texts.rules?t`<h2>${h("settings.rules")}</h2><p class="own">${this.texts.rules}</p>`:l}
      </article>
    `}async load(){let n=i=>C.get(`/texts/${i}`).then(({text:s})=>s,()=>""),[u,p]=await Promise.all([n("rules"),n("help_contact")]);this.texts={rules:u,contact:p}}shownRole(){let n=this.params.role??"";return n in e?n:x.account?.role??"ky_thuat"}};c.styles=[M,$,k`
      .roles {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-bottom: 1rem;
      }
      .roles a {
        padding: 0.35rem 0.9rem;
        border: 1px solid var(--line-strong);
        border-radius: 1.5rem;
        background: var(--surface);
        color: var(--text);
        text-decoration: none;
      }
      .roles a[aria-current="page"] {
        border-color: var(--brand);
        background: var(--brand);
        color: var(--on-brand);
      }
      .card {
        max-width: 56rem;
      }
      .card .lead {
        font-size: 1.05em;
      }
      h2 {
        margin: 1.1rem 0 0.4rem;
        color: var(--brand);
      }
      ol {
        display: grid;
        gap: 0.35rem;
        margin: 0;
        padding-left: 1.5rem;
      }
      b {
        font-weight: 600;
      }
      .own {
        white-space: pre-line;
      }
      @media print {
        .roles {
          display: none;
        }
        .card {
          max-width: none;
        }
        h2 {
          margin: 0.6rem 0 0.2rem;
          break-after: avoid;
        }
      }
    `],o([y({attribute:!1})],c.prototype,"params",2),o([T()],c.prototype,"texts",2),c=o([v("gb-help-page")],c);function N(b){return b.split(/(«[^»]+»)/).map(m=>m.startsWith("«")?t`<b>${m}</b>`:m)}export{c as HelpPageElement};

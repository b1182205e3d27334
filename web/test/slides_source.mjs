// Runs in a page before anything else: what the user "chooses to show" is a drawn sheet of text with a sound.
export function showSlides(size) {
  const { width, height } = { width: 1280, height: 720, ...size };
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d");
    let line = 0;
    const draw = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = "#123a7c";
      pen.font = "600 44px 'Be Vietnam Pro', sans-serif";
      pen.fillText("Báo cáo tình hình kinh tế - xã hội quý III", 60, 90);
      pen.fillStyle = "#222";
      pen.font = "24px 'Be Vietnam Pro', sans-serif";
      for (let row = 0; row < 12; row += 1) {
        pen.fillText(`${row + 1}. Tổng giá trị sản xuất nông, lâm, thủy sản ước đạt ${12 + row}.${340 + row} tỷ đồng`, 80, 160 + row * 44);
      }
      pen.fillText(`Trang ${(line += 1) % 7}`, 1140, 700);
    };
    draw();
    setInterval(draw, 200);
    const context = new AudioContext();
    const sound = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 660 });
    tone.connect(sound);
    tone.start();
    const stream = new MediaStream([...canvas.captureStream(10).getTracks(), ...sound.stream.getTracks()]);
    window.slides_source = stream.getVideoTracks()[0];
    return stream;
  };
}

using TuanHoc.Text;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>Why a sheet that somebody filled is left aside, and what to do: who may not write a report by hand may not by file. The other sheets of its file are written without it.</summary>
static class SheetRefusal
{
    public static readonly Sentence NotSeen = new("Không có báo cáo này, hoặc bạn không xem được báo cáo của đơn vị ấy: chuyển trang này cho người của đơn vị ấy.");

    /// <summary>Null when the person may write the report as it stands.</summary>
    public static Sentence? Of(ReportSeen report) => report switch
    {
        { State: ReportStates.Submitted } => new("Báo cáo của {0} đã nộp nên không ghi được nữa: nếu cần sửa, nơi nhận trả lại kèm lý do rồi gửi lại tệp này.", report.UnitName),
        { State: ReportStates.Accepted } => new("Báo cáo của {0} đã được duyệt nên không ghi được nữa: nếu cần sửa, nơi nhận mở lại kèm lý do rồi gửi lại tệp này.", report.UnitName),
        { MayFill: true } => null,
        { MayEnter: true, Behalf: null } => new("{0} tự điền báo cáo của mình: nếu đơn vị đã gửi bản giấy hoặc thư điện tử, mở báo cáo, giữ bản ấy ở mục Hạn và nơi nhận rồi bấm Kiểm tra lại.", report.UnitName),
        { MayEnter: true } => new("{0} đã xác nhận bản nhập thay nên từ nay tự điền: chuyển trang này cho đơn vị ấy.", report.UnitName),
        _ => new("Bạn không được điền báo cáo của {0}: chuyển trang này cho người nhập hoặc người điều phối của chính đơn vị ấy.", report.UnitName),
    };
}

using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>How a report came that its receiver enters for its unit.</summary>
/// <param name="Channel">By <see cref="Paper"/> or <see cref="Mail"/>.</param>
/// <param name="ReceivedOn">The day it came, which counts as the day it was handed in.</param>
/// <param name="File">The scan's name.</param>
public sealed record Behalf(string Channel, DateOnly ReceivedOn, string File, string By, DateTimeOffset At, string? ConfirmedBy, DateTimeOffset? ConfirmedAt)
{
    public const string Paper = "paper", Mail = "mail";

    public static string Word(string channel) => channel == Paper ? T["bản giấy"] : T["thư điện tử"];

    /// <summary>Who enters it, from what, and what its unit says to it.</summary>
    public string Said => T["{0} nhập thay đơn vị từ {1} nhận ngày {2}.", By, Word(Channel), ReceivedOn] + " "
        + (ConfirmedAt is { } at ? T["{0} của đơn vị đã xác nhận lúc {1}.", ConfirmedBy, at] : T["Đơn vị chưa xác nhận."]);
}

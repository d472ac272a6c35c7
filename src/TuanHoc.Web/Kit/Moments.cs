using System.Globalization;

namespace TuanHoc.Web.Kit;

/// <summary>Moments as Vietnam's clocks show them.</summary>
public static class Moments
{
    /// <summary>09:40:12</summary>
    public static string Second(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Vn.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Vn.Zone).DateTime);
}

namespace Athanor.Properties;

/// <summary>Windows out of files, with what the files say of all of them; null where they do not.</summary>
public sealed record WindowSet(IReadOnlyList<UmbrellaWindow> Windows, double? Temperature, double? Period, string? Variable, string? Unit);

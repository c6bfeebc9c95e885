using System.Globalization;

namespace Athanor.Properties;

/// <summary>In what a sampling that is to be gone on with differs from the one in its folder.</summary>
static class PlanDifference
{
    /// <param name="values">What both are called on the command line, what the folder's has, what is asked for.</param>
    /// <returns>"--pace 200 and --temperature 300, not with 100 and 400"; null where nothing differs.</returns>
    internal static string? Of(params IEnumerable<(string Name, object Had, object Asked)> values)
    {
        (string Name, string Had, string Asked)[] other = [.. values.Where(v => !v.Had.Equals(v.Asked)).Select(v => (v.Name, Text(v.Had), Text(v.Asked)))];
        return other.Length == 0 ? null : $"{string.Join(" and ", other.Select(v => $"{v.Name} {v.Had}"))}, not with {string.Join(" and ", other.Select(v => v.Asked))}";
    }

    static string Text(object value) => value is string text ? $"'{text}'" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

using System.CommandLine;
using System.Globalization;

namespace Athanor.App;

/// <summary>Whole numbers with commas between them, as options take them.</summary>
static class WholeNumbers
{
    /// <exception cref="UsageException">Not whole numbers from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public static int[] List(string option, string text, int least, int most) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(p => Number(p) is var n && n >= least && n <= most
            ? n : throw new UsageException($"{option} takes whole numbers from {least} to {most}, with commas between them, such as 2,4; '{text}' is not that."))];

    /// <summary>Three for three directions, written "4 4 2" or 4,4,2; one number stands for all three.</summary>
    /// <exception cref="UsageException">Not one or three whole numbers from <paramref name="least"/> on.</exception>
    public static (int A, int B, int C)? Of(Call call, Option<string?> option, int least, int most)
    {
        if (call.Get(option) is not { } text)
            return null;
        int[] numbers = [.. text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        if (numbers.Length is not (1 or 3) || numbers.Any(n => n < least || n > most))
            throw new UsageException($"{option.Name} takes one or three whole numbers from {least} to {most}, such as 4 or \"4 4 2\"; '{text}' is not that.");
        return numbers.Length == 1 ? (numbers[0], numbers[0], numbers[0]) : (numbers[0], numbers[1], numbers[2]);
    }

    static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
}

using System.CommandLine;
using System.Globalization;

namespace Athanor.App;

/// <summary>Three whole numbers for three directions, written "4 4 2" or 4,4,2; one number stands for all three.</summary>
static class WholeNumbers
{
    /// <exception cref="UsageException">Not one or three whole numbers from <paramref name="least"/> on.</exception>
    public static (int A, int B, int C)? Of(Call call, Option<string?> option, int least, int most)
    {
        if (call.Get(option) is not { } text)
            return null;
        int[] numbers = [.. text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)];
        if (numbers.Length is not (1 or 3) || numbers.Any(n => n < least || n > most))
            throw new UsageException($"{option.Name} takes one or three whole numbers from {least} to {most}, such as 4 or \"4 4 2\"; '{text}' is not that.");
        return numbers.Length == 1 ? (numbers[0], numbers[0], numbers[0]) : (numbers[0], numbers[1], numbers[2]);
    }
}

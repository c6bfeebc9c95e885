using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Athanor.App;

/// <summary>
/// Numbers of options that can be meant. Others are mistakes in the command line, which the library would find too, but as something that could not be done; the sentence says the option, what is allowed, and what was given.
/// </summary>
static class NumberRange
{
    /// <summary>A finite number above 0; null where none was given.</summary>
    /// <param name="of">Unit or thing counted: "fs", "steps"; empty for none.</param>
    /// <exception cref="UsageException">It is not.</exception>
    public static T? Positive<T>(this Call call, Option<T?> option, string of) where T : struct, INumber<T> => call.Get(option) is { } value ? Checked(option, value, of, value > T.Zero, "above 0") : null;

    /// <inheritdoc cref="Positive{T}(Call, Option{T?}, string)"/>
    public static T Positive<T>(this Call call, Option<T> option, string of) where T : struct, INumber<T> => call.Get(option) is var value ? Checked(option, value, of, value > T.Zero, "above 0") : default;

    /// <summary>A finite number that is not below the least.</summary>
    /// <exception cref="UsageException">It is.</exception>
    public static T? From<T>(this Call call, Option<T?> option, string of, T least) where T : struct, INumber<T> =>
        call.Get(option) is { } value ? Checked(option, value, of, value >= least, Invariant($"from {least} up")) : null;

    /// <inheritdoc cref="From{T}(Call, Option{T?}, string, T)"/>
    public static T From<T>(this Call call, Option<T> option, string of, T least) where T : struct, INumber<T> =>
        call.Get(option) is var value ? Checked(option, value, of, value >= least, Invariant($"from {least} up")) : default;

    /// <summary>A number between two, both allowed.</summary>
    /// <exception cref="UsageException">It is outside.</exception>
    public static T Within<T>(this Call call, Option<T> option, string of, T least, T most) where T : struct, INumber<T> =>
        call.Get(option) is var value ? Checked(option, value, of, value >= least && value <= most, Invariant($"from {least} to {most}")) : default;

    /// <summary>A part of the whole, from 0 up to 1, which it is not.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static double Part(this Call call, Option<double> option) =>
        call.Get(option) is >= 0 and < 1 and var part ? part : throw new UsageException(Invariant($"{option.Name} is a fraction from 0 up to 1, not {call.Get(option)}."));

    /// <summary>Any number that is one.</summary>
    /// <exception cref="UsageException">It is not finite.</exception>
    public static double Finite(this Call call, Option<double> option) =>
        double.IsFinite(call.Get(option)) ? call.Get(option) : throw new UsageException(Invariant($"{option.Name} is a finite number, not {call.Get(option)}."));

    /// <inheritdoc cref="Finite(Call, Option{double})"/>
    public static double? Finite(this Call call, Option<double?> option) =>
        call.Get(option) is not { } value || double.IsFinite(value) ? call.Get(option) : throw new UsageException(Invariant($"{option.Name} is a finite number, not {value}."));

    static T Checked<T>(Option option, T value, string of, bool allowed, string range) where T : INumber<T> => allowed && T.IsFinite(value) ? value
        : throw new UsageException(Invariant($"{option.Name} is a {(value is int or long ? "whole number" : "number")}{(of.Length > 0 ? " of " + of : "")} {range}, not {value}."));

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

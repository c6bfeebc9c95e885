using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>Which subshells electrons are in: [Ar] 3d5. Two are equal where all subshells are.</summary>
public sealed class Configuration : IEquatable<Configuration>
{
    static readonly (string Symbol, Configuration Core)[] NobleGases =
        [.. new[] { ("He", 2), ("Ne", 10), ("Ar", 18), ("Kr", 36), ("Xe", 54), ("Rn", 86) }.Select(x => (x.Item1, Filled(x.Item2)))];

    readonly Subshell[] _subshells;

    Configuration(IEnumerable<Subshell> subshells) => _subshells = [.. subshells.Where(s => s.Electrons > 0).OrderBy(s => s.N).ThenBy(s => s.L)];

    /// <summary>Those with electrons, by n, then by l.</summary>
    public IReadOnlyList<Subshell> Subshells => _subshells;

    public int Electrons => _subshells.Sum(s => s.Electrons);

    /// <summary>Those that are neither empty nor full, by n, then by l.</summary>
    public IEnumerable<Subshell> Open => _subshells.Where(s => s.IsOpen);

    /// <summary>Reads <c>[Ar] 3d5 4s1</c>: perhaps a noble gas in brackets, then subshells with their electrons, with blanks between.</summary>
    /// <exception cref="AtomsException">It is not one: an unknown core, no such subshell, a subshell twice or with too many electrons.</exception>
    public static Configuration Parse(string text)
    {
        var subshells = new List<Subshell>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (subshells.Count == 0 && word is ['[', .. var symbol, ']'] && Array.Find(NobleGases, g => g.Symbol == symbol).Core is { } core)
                subshells.AddRange(core._subshells);
            else if (word is [>= '1' and <= '8', var letter, ..] && Subshell.Letters.IndexOf(letter) is >= 0 and var l && l < word[0] - '0'
                && int.TryParse(word.AsSpan(2), out var electrons) && electrons >= 1 && electrons <= 4 * l + 2 && !subshells.Exists(s => s.N == word[0] - '0' && s.L == l))
                subshells.Add(new Subshell(word[0] - '0', l, electrons));
            else
                throw new AtomsException($"'{word}' has no place in the electron configuration '{text}'; one looks like this: [Ar] 3d5 4s1.");
        }
        return new Configuration(subshells);
    }

    /// <summary>So many electrons, filled in by Madelung's rule: n + l rising, of equal ones the smaller n first.</summary>
    internal static Configuration Filled(int electrons)
    {
        var subshells = new List<Subshell>();
        for (var sum = 1; electrons > 0; sum++)
        {
            for (var l = Math.Min(Subshell.Letters.Length - 1, (sum - 1) / 2); l >= 0 && electrons > 0; l--)
            {
                var taken = Math.Min(electrons, 4 * l + 2);
                subshells.Add(new Subshell(sum - l, l, taken));
                electrons -= taken;
            }
        }
        return new Configuration(subshells);
    }

    /// <summary>The electrons in a subshell, which may be none.</summary>
    internal int this[int n, int l] => _subshells.FirstOrDefault(s => s.N == n && s.L == l).Electrons;

    /// <summary>The same with another number of electrons in one subshell.</summary>
    internal Configuration With(Subshell changed) => new(_subshells.Where(s => s.N != changed.N || s.L != changed.L).Append(changed));

    /// <summary>What lies outside of the largest noble gas that is wholly in it and smaller than it.</summary>
    internal IReadOnlyList<Subshell> Outside => Core is { } gas ? [.. _subshells.Except(gas.Core._subshells)] : _subshells;

    (string Symbol, Configuration Core)? Core
    {
        get
        {
            var electrons = Electrons;
            return NobleGases.Where(g => g.Core.Electrons < electrons && !g.Core._subshells.Except(_subshells).Any()).Select(g => ((string, Configuration)?)g).LastOrDefault();
        }
    }

    public bool Equals(Configuration? other) => other is not null && _subshells.AsSpan().SequenceEqual(other._subshells);

    public override bool Equals(object? obj) => Equals(obj as Configuration);

    public override int GetHashCode() => _subshells.Aggregate(0, HashCode.Combine);

    /// <summary>As <see cref="Parse"/> reads it; "no electrons" of a bare nucleus.</summary>
    public override string ToString() =>
        _subshells.Length == 0 ? "no electrons" : (Core is { } gas ? $"[{gas.Symbol}] " : "") + string.Join(' ', Outside);
}

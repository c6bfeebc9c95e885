using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>Configurations of ions out of those of atoms.</summary>
static class ElectronRules
{
    /// <summary>No atom is counted as taking up more, in whatever crystal.</summary>
    const int MostTaken = 4;

    /// <summary>
    /// Electrons leave the highest n first, in it the highest l, so 4s before 3d and 6s before 5d before 4f. What lies outside of the noble gas goes before the noble gas is opened; without this
    /// 5p would leave before 4f.
    /// </summary>
    internal static Configuration Removed(Configuration atom, int count)
    {
        while (count > 0)
        {
            var outside = atom.Outside;
            foreach (var shell in outside.OrderByDescending(s => s.N).ThenByDescending(s => s.L))
            {
                var leaving = Math.Min(count, shell.Electrons);
                atom = atom.With(shell with { Electrons = shell.Electrons - leaving });
                count -= leaving;
            }
        }
        return atom;
    }

    /// <summary>Electrons fill an outermost s subshell that holds one, or an outermost p subshell that is open; nothing else takes them up by rule.</summary>
    /// <exception cref="AtomsException">There is no room for so many.</exception>
    internal static Configuration Added(Element element, Configuration atom, int count)
    {
        var n = atom.Subshells.Max(s => s.N);
        var (l, room) = Room(atom, n);
        if (count > room)
        {
            var held = room == 0 ? "no place that is open" : $"room for {room} more";
            throw new AtomsException($"{element.Symbol}{(count > 1 ? count : "")}- is not a sensible ion: the outermost s and p subshells of {element.Symbol}, {atom}, have {held}. " +
                $"{(room == 0 ? $"Anions that put electrons elsewhere follow no rule; ask for {element.Symbol} or one of its cations" : $"Ask for {element.Symbol}{(room > 1 ? room : "")}- at most")}.");
        }
        return atom.With(new Subshell(n, l, atom[n, l] + count));
    }

    static (int L, int Room) Room(Configuration atom, int n)
    {
        if (atom[n, 0] == 1)
            return (0, 1);
        // The d subshell below is full wherever a p subshell is filled by rule; in Lr it is empty.
        var inPlace = n < 4 || atom[n - 1, 2] == 10;
        return atom[n, 1] is > 0 and < 6 and var p && inPlace ? (1, Math.Min(MostTaken, 6 - p)) : (1, 0);
    }
}

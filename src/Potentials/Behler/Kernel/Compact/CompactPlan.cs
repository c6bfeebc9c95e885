namespace Athanor.Potentials.Behler;

/// <summary>
/// The compact functions of one centre species taken apart: windows in r, evaluated once for each edge, and groups of angular functions over the same pairs of edges,
/// each the product of one window and one window of angles.
/// </summary>
sealed class CompactPlan
{
    readonly bool[] _uses;
    readonly int _species;

    internal CompactPlan(SymmetryFunctionSet set, IReadOnlyList<SymmetryFunction> functions)
    {
        _species = set.Elements.Length;
        var windows = new List<EdgeWindow>();
        int WindowOf(CompactWindow window, bool weighted)
        {
            var entry = new EdgeWindow(window, set.Cutoffs.IndexOf(window.Cutoff), weighted);
            if (!windows.Contains(entry))
                windows.Add(entry);
            return windows.IndexOf(entry);
        }

        var radial = new List<RadialTerm>();
        var angular = new Dictionary<(ElementPair?, bool), List<(int Function, int Window, AngleWindow Angle)>>();
        for (var m = 0; m < functions.Count; m++)
        {
            if (functions[m] is CompactRadialFunction r)
                radial.Add(new RadialTerm(m, WindowOf(r.Window, r.Neighbour is null), r.Neighbour is { } n ? set.SpeciesOf(n) : -1));
            if (functions[m] is not CompactAngularFunction a)
                continue;
            if (!angular.TryGetValue((a.Neighbours, a.Narrow), out var list))
                angular[(a.Neighbours, a.Narrow)] = list = [];
            list.Add((m, WindowOf(a.Window, a.Neighbours is null), new AngleWindow(a.From * Math.PI / 180, a.To * Math.PI / 180, a.Window.Core)));
        }
        Windows = [.. windows];
        Radial = [.. radial];
        Groups = [.. angular.Select(g => new CompactGroup(set, g.Key.Item1, g.Key.Item2, g.Value, Windows))];
        _uses = new bool[Windows.Length * _species];
        foreach (var term in Radial)
            Use(term.Factor, term.Species);
        foreach (var group in Groups)
        {
            foreach (var w in group.Windows)
            {
                Use(w, group.First);
                Use(w, group.Second);
            }
        }
    }

    internal EdgeWindow[] Windows { get; }

    /// <summary>Function, window, species.</summary>
    internal RadialTerm[] Radial { get; }

    internal CompactGroup[] Groups { get; }

    /// <summary>True where some function needs this window on edges to this species.</summary>
    internal bool Uses(int window, int species) => _uses[window * _species + species];

    void Use(int window, int species) => _uses.AsSpan(window * _species + Math.Max(0, species), species < 0 ? _species : 1).Fill(true);
}

/// <summary>A window on edges, times the neighbour's atomic number where weighted.</summary>
/// <param name="Shell">Number of its cutoff in the set.</param>
readonly record struct EdgeWindow(CompactWindow Window, int Shell, bool Weighted);

/// <summary>A window in the angle, radians.</summary>
readonly record struct AngleWindow(double From, double To, CutoffShape Core)
{
    internal double Middle => 0.5 * (From + To);

    internal double PerWidth => 2 / (To - From);
}

/// <summary>The compact angular functions over one kind of pairs of edges.</summary>
sealed class CompactGroup
{
    readonly int[] _function;

    internal CompactGroup(
        SymmetryFunctionSet set, ElementPair? neighbours, bool narrow, IReadOnlyList<(int Function, int Window, AngleWindow Angle)> terms, IReadOnlyList<EdgeWindow> windows)
    {
        (First, Second) = neighbours is { } p ? (set.SpeciesOf(p.First), set.SpeciesOf(p.Second)) : (-1, -1);
        Narrow = narrow;
        Windows = [.. terms.Select(t => t.Window).Distinct()];
        Angles = [.. terms.Select(t => t.Angle).Distinct()];
        Shell = Windows.Max(w => windows[w].Shell);
        // The same function twice is the same number twice: the second entry is found by the first.
        _function = [.. Enumerable.Repeat(-1, Windows.Length * Angles.Length)];
        var twins = new List<(int, int)>();
        foreach (var t in terms)
        {
            ref var at = ref _function[Array.IndexOf(Windows, t.Window) * Angles.Length + Array.IndexOf(Angles, t.Angle)];
            if (at >= 0)
                twins.Add((t.Function, at));
            else
                at = t.Function;
        }
        Twins = [.. twins];
    }

    /// <summary>A species, or −1 for all pairs.</summary>
    internal int First { get; }

    internal int Second { get; }

    internal bool Narrow { get; }

    /// <summary>The outermost of its windows' shells.</summary>
    internal int Shell { get; }

    /// <summary>Numbers in the plan's windows.</summary>
    internal int[] Windows { get; }

    internal AngleWindow[] Angles { get; }

    /// <summary>Functions that stand twice, with their first place.</summary>
    internal (int Function, int Original)[] Twins { get; }

    /// <summary>The function of a window and an angle of this group; −1 where there is none.</summary>
    internal int FunctionOf(int window, int angle) => _function[window * Angles.Length + angle];
}

using Athanor.Atoms;

namespace Athanor.Potentials.Behler;

/// <summary>
/// The symmetry functions of one centre species taken apart into what they share: radial factors u = Z exp(−η(r − r_s)²) fc(r) on edges, and groups of
/// angular functions that run over the same pairs of edges.
/// </summary>
sealed class DescriptorPlan
{
    readonly bool[] _uses;
    readonly bool[] _usesShell;
    readonly int _species;

    internal DescriptorPlan(SymmetryFunctionSet set, IReadOnlyList<SymmetryFunction> functions)
    {
        var factors = new List<EdgeFactor>();
        int FactorOf(double eta, double shift, double cutoff, bool weighted)
        {
            var factor = new EdgeFactor(eta, shift, set.Cutoffs.IndexOf(cutoff), weighted);
            var index = factors.IndexOf(factor);
            if (index >= 0)
                return index;
            factors.Add(factor);
            return factors.Count - 1;
        }

        var radial = new List<RadialTerm>();
        var groups = new Dictionary<(ElementPair?, bool, double), TripletGroup>();
        for (var m = 0; m < functions.Count; m++)
        {
            switch (functions[m])
            {
                case RadialFunction r:
                    radial.Add(new RadialTerm(m, FactorOf(r.Eta, r.Shift, r.Cutoff, r.Neighbour is null), r.Neighbour is { } n ? set.SpeciesOf(n) : -1));
                    break;
                case AngularFunction a:
                    var key = (a.Neighbours, a.Narrow, a.Cutoff);
                    if (!groups.TryGetValue(key, out var group))
                    {
                        var (first, second) = a.Neighbours is { } p ? (set.SpeciesOf(p.First), set.SpeciesOf(p.Second)) : (-1, -1);
                        groups[key] = group = new TripletGroup(first, second, a.Narrow, set.Cutoffs.IndexOf(a.Cutoff), new CutoffScale(set.CutoffFunction, a.Cutoff));
                    }
                    group.Add(m, a);
                    break;
            }
        }
        FunctionCount = functions.Count;
        Compact = new CompactPlan(set, functions);
        Factors = [.. factors];
        Radial = [.. radial];
        Groups = [.. groups.Values];
        foreach (var group in Groups)
            group.Close();
        _usesShell = [.. set.Cutoffs.Select((_, c) => Array.Exists(Factors, f => f.Shell == c) || Array.Exists(Groups, g => g.Shell == c))];
        _uses = new bool[Factors.Length * set.Elements.Length];
        _species = set.Elements.Length;
        foreach (var term in Radial)
            Use(term.Factor, term.Species);
        HasWeights = Radial.Any(r => Factors[r.Factor].Weighted) || Groups.Any(g => g.First < 0);
    }

    /// <summary>True where some function needs this factor on edges to this species.</summary>
    internal bool Uses(int factor, int species) => _uses[factor * _species + species];

    void Use(int factor, int species) => _uses.AsSpan(factor * _species + Math.Max(0, species), species < 0 ? _species : 1).Fill(true);

    internal int FunctionCount { get; }

    internal EdgeFactor[] Factors { get; }

    internal RadialTerm[] Radial { get; }

    internal TripletGroup[] Groups { get; }

    /// <summary>Functions that bring their own windows instead of the set's cutoff function.</summary>
    internal CompactPlan Compact { get; }

    /// <summary>True where some function needs the set's cutoff function at this shell.</summary>
    internal bool UsesShell(int shell) => _usesShell[shell];

    /// <summary>True where some function is weighted by atomic numbers.</summary>
    internal bool HasWeights { get; }
}

/// <summary>u = Z exp(−η(r − r_s)²) fc(r); Z = 1 unless weighted.</summary>
/// <param name="Shell">Number of its cutoff in the set.</param>
readonly record struct EdgeFactor(double Eta, double Shift, int Shell, bool Weighted);

/// <summary>Function <paramref name="Function"/> is the sum of a factor over edges to one species, or to all (−1).</summary>
readonly record struct RadialTerm(int Function, int Factor, int Species);

/// <summary>The angular functions over one kind of pairs of edges, with one cutoff.</summary>
/// <param name="first">A species, or −1 for all pairs.</param>
sealed class TripletGroup(int first, int second, bool narrow, int shell, CutoffScale scale)
{
    internal int First { get; } = first;

    internal int Second { get; } = second;

    internal bool Narrow { get; } = narrow;

    internal int Shell { get; } = shell;

    internal CutoffScale Scale { get; } = scale;

    /// <summary>Square of what r_jk must stay below, Å²; infinite in the wide form.</summary>
    internal double Reach { get; } = narrow ? scale.Cutoff * scale.Cutoff : double.PositiveInfinity;

    /// <summary>Different radial parts.</summary>
    internal List<GroupFactor> Factors { get; } = [];

    /// <summary>Different angular parts.</summary>
    internal List<AnglePart> Angles { get; } = [];

    internal List<TripletTerm> Terms { get; } = [];

    /// <summary>True where some r_s is not zero, which makes derivatives dearer.</summary>
    internal bool Shifted { get; private set; }

    internal void Add(int function, AngularFunction a)
    {
        var factor = new GroupFactor(a.Eta, a.Shift);
        if (!Factors.Contains(factor))
            Factors.Add(factor);
        var angle = new AnglePart(a.Lambda, a.Zeta);
        if (!Angles.Contains(angle))
            Angles.Add(angle);
        Terms.Add(new TripletTerm(function, Factors.IndexOf(factor), Angles.IndexOf(angle)));
        Shifted |= a.Shift != 0;
    }

    /// <summary>Steps to y^ζ of every angular part, and to y^(ζ−1).</summary>
    internal AngleSteps AngleValues { get; private set; } = null!;

    /// <inheritdoc cref="AngleValues"/>
    internal AngleSteps AnglePowers { get; private set; } = null!;

    /// <summary>After the last function: puts terms of one radial part together, and in these those of one λ.</summary>
    internal void Close()
    {
        Terms.Sort((a, b) => (a.Factor, Angles[a.Angle].Lambda, a.Function).CompareTo((b.Factor, Angles[b.Angle].Lambda, b.Function)));
        AngleValues = new AngleSteps(Angles, 0);
        AnglePowers = new AngleSteps(Angles, 1);
    }
}

/// <summary>A radial part of a group: exp(−η Σ (r − r_s)²) over the lengths of a pair.</summary>
readonly record struct GroupFactor(double Eta, double Shift);

/// <summary>2^(1−ζ) (1 + λ cos θ)^ζ.</summary>
readonly record struct AnglePart(double Lambda, double Zeta);

/// <summary>Function <paramref name="Function"/> is the sum over pairs of a radial times an angular part of its group.</summary>
readonly record struct TripletTerm(int Function, int Factor, int Angle);

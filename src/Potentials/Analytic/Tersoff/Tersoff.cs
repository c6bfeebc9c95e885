using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Bond order after Tersoff, Phys. Rev. B 37, 6991 (1988) and 39, 5566 (1989), in LAMMPS' notation: E = ½ Σ_ij f_C(r_ij) (A e^(−λ1 r_ij) − b_ij B e^(−λ2 r_ij)), b_ij = (1 + (β ζ_ij)ⁿ)^(−1/2n),
/// ζ_ij = Σ_k f_C(r_ik) g(θ_ijk) e^((λ3 (r_ij − r_ik))^m), g = γ (1 + c²/d² − c²/(d² + (cos θ − cos θ0)²)), f_C falling as (1 − sin(π (r − R)/2D))/2 from R − D to R + D.
/// </summary>
public sealed class Tersoff : ShortRangeModel, IDescribed
{
    readonly int[] _species = new int[Element.All.Count() + 1];
    readonly string _source;

    internal Tersoff(TersoffTable table, string name, string source)
    {
        (Table, Name, _source) = (table, name, source);
        Array.Fill(_species, -1);
        for (var s = 0; s < table.Elements.Count; s++)
            _species[table.Elements[s].AtomicNumber] = s;
    }

    internal TersoffTable Table { get; }

    public override string Name { get; }

    /// <summary>Å.</summary>
    public override double Range => Table.Range;

    public string Card => $"{Name}\n{PotentialCard.Line("what", "bond-order potential after Tersoff")}{PotentialCard.Line("elements", PotentialCard.ElementsText(this))}"
        + PotentialCard.Line("cutoff", PotentialCard.CutoffText(this)) + PotentialCard.Line("source", _source);

    public override int SpeciesOf(Element element) => _species[element.AtomicNumber];

    /// <exception cref="PotentialException">Elements meet of which the file has no entry.</exception>
    public override void Check(Structure structure)
    {
        if (Table.IsComplete)
            return;
        Span<bool> there = stackalloc bool[Table.Elements.Count];
        foreach (var element in structure.Elements)
            there[_species[element.AtomicNumber]] = true;
        if (Table.Missing(there) is { } m)
            throw new PotentialException($"'{Name}' has no entry '{Table.Elements[m.I]} {Table.Elements[m.J]} {Table.Elements[m.K]}', which a structure with these elements needs.");
    }

    public override BlockKernel<T> OpenKernel<T>()
    {
        if (typeof(T) == typeof(float))
            return (BlockKernel<T>)(object)Widths.Single<Opener, BlockKernel<float>>(new Opener(this));
        return (BlockKernel<T>)(object)Widths.Double<Opener, BlockKernel<double>>(new Opener(this));
    }

    readonly struct Opener(Tersoff potential) : ISingleUser<BlockKernel<float>>, IDoubleUser<BlockKernel<double>>
    {
        BlockKernel<float> ISingleUser<BlockKernel<float>>.Use<W>() => new TersoffKernel<float, W>(potential.Table);

        BlockKernel<double> IDoubleUser<BlockKernel<double>>.Use<W>() => new TersoffKernel<double, W>(potential.Table);
    }
}

/// <summary><c>tersoff:Si</c> and other published sets by name, <c>tersoff:path</c>, or the bare path of a file that begins as those of LAMMPS' pair style do.</summary>
public sealed class TersoffKind : IPotentialKind
{
    public string Name => "tersoff";

    public string Usage => "tersoff:Si";

    public bool Claims(PotentialName name) => IsPrefixed(name) || TersoffFile.Begins(name.Head);

    public IPotential Open(PotentialName name)
    {
        if (!IsPrefixed(name))
            return new Tersoff(TersoffFile.Read(name.Text), name.Title, "parameters of a file");
        var which = name.Arguments ?? "";
        if (which.Length == 0)
            throw name.Error($"After 'tersoff:' a published set ({string.Join(", ", TersoffSets.Names)}) or the path of a file is expected.");
        if (TersoffSets.Find(which) is { } table)
            return new Tersoff(table, name.Title, TersoffSets.Source(which));
        if (!File.Exists(which))
            throw name.Error($"There is no published set '{which}'{Spelling.Suggest(which, TersoffSets.Names)} (known: {string.Join(", ", TersoffSets.Names)}), and no file of that name.", name.Prefix.Length + 1, which.Length);
        return new Tersoff(TersoffFile.Read(which), name.Title, "parameters of a file");
    }

    static bool IsPrefixed(PotentialName name) => string.Equals(name.Prefix, "tersoff", StringComparison.OrdinalIgnoreCase) && !name.IsFile;
}

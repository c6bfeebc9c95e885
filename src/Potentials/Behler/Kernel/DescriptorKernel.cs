using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Evaluates the symmetry functions of one atom after another, and pulls cotangents back to its edges. Holds scratch memory; serves one thread.
/// The caller fills <see cref="Edges"/>, calls <see cref="Values"/>, then <see cref="Pull"/> any number of times.
/// </summary>
/// <typeparam name="S">float or double.</typeparam>
abstract unsafe class DescriptorKernel<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    internal EdgeTable<S> Edges { get; }

    private protected DescriptorKernel(SymmetryFunctionSet set) => Edges = new EdgeTable<S>(set);

    /// <summary>The functions of the atom whose edges are in the table.</summary>
    internal abstract void Values(int species, double* values);

    /// <summary>g_ij = Σ_m w_m ∂G_m/∂r_ij for every edge, into the table. Functions with w_m = 0 cost nothing.</summary>
    internal abstract void Pull(int species, double* cotangents);

    public virtual void Dispose() => Edges.Dispose();

    /// <summary>A kernel of the widest lanes of this machine.</summary>
    internal static DescriptorKernel<S> Open(SymmetryFunctionSet set)
    {
        object kernel = typeof(S) == typeof(float)
            ? Widths.Single<SingleDoor, DescriptorKernel<float>>(new SingleDoor(set))
            : Widths.Double<DoubleDoor, DescriptorKernel<double>>(new DoubleDoor(set));
        return (DescriptorKernel<S>)kernel;
    }

    readonly struct SingleDoor(SymmetryFunctionSet set) : ISingleUser<DescriptorKernel<float>>
    {
        public DescriptorKernel<float> Use<W>()
            where W : struct, IWide<W, float> => ForCutoff<W, float>(set);
    }

    readonly struct DoubleDoor(SymmetryFunctionSet set) : IDoubleUser<DescriptorKernel<double>>
    {
        public DescriptorKernel<double> Use<W>()
            where W : struct, IWide<W, double> => ForCutoff<W, double>(set);
    }

    static DescriptorKernel<U> ForCutoff<W, U>(SymmetryFunctionSet set)
        where W : struct, IWide<W, U>
        where U : unmanaged, IFloatingPointIeee754<U>
    {
        var door = new CutoffDoor<W, U> { Set = set };
        CutoffLaws.Use(set.CutoffFunction.Shape, ref door);
        return (DescriptorKernel<U>)door.Kernel!;
    }

    struct CutoffDoor<W, U> : ICutoffUser
        where W : struct, IWide<W, U>
        where U : unmanaged, IFloatingPointIeee754<U>
    {
        public SymmetryFunctionSet Set;
        public object? Kernel;

        public void Use<TCutoff>()
            where TCutoff : ICutoffLaw => Kernel = new DescriptorKernel<W, U, TCutoff>(Set);
    }
}

/// <inheritdoc cref="DescriptorKernel{S}"/>
sealed unsafe class DescriptorKernel<W, S, TCutoff> : DescriptorKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
    where TCutoff : ICutoffLaw
{
    readonly SymmetryFunctionSet _set;
    readonly CutoffScale[] _shells;
    readonly AlignedBuffer<S> _edgeCutoffs = new();
    readonly AlignedBuffer<S> _factors = new();
    readonly TripletKernel<W, S, TCutoff> _triplets;
    readonly CompactKernel<W, S> _compact;

    internal DescriptorKernel(SymmetryFunctionSet set)
        : base(set)
    {
        _set = set;
        _shells = [.. set.Cutoffs.Select(c => new CutoffScale(set.CutoffFunction, c))];
        _triplets = new TripletKernel<W, S, TCutoff>(Edges, set.Elements.Length);
        _compact = new CompactKernel<W, S>(Edges, set);
    }

    S* Cutoff(int shell) => _edgeCutoffs.Pointer + 3L * shell * Edges.Total;

    S* WeightedCutoff(int shell) => _edgeCutoffs.Pointer + (3L * shell + 1) * Edges.Total;

    S* Rho(int shell) => _edgeCutoffs.Pointer + (3L * shell + 2) * Edges.Total;

    S* Factor(int factor) => _factors.Pointer + (long)factor * Edges.Total;

    internal override void Values(int species, double* values)
    {
        var plan = _set.Plan(species);
        new Span<double>(values, plan.FunctionCount).Clear();
        PrepareEdges(plan);
        foreach (var term in plan.Radial)
        {
            var factor = plan.Factors[term.Factor];
            for (var s = FirstSpecies(term.Species); s < EndSpecies(term.Species); s++)
            {
                Segment(s, factor.Shell, out var begin, out var end);
                values[term.Function] += EdgeLaws<W, S>.Sum(begin, end, Factor(term.Factor));
            }
        }
        _triplets.Values(plan.Groups, _edgeCutoffs.Pointer, values);
        _compact.Values(plan.Compact, values);
    }

    internal override void Pull(int species, double* cotangents)
    {
        var plan = _set.Plan(species);
        var total = Edges.Total;
        new Span<S>(Edges.A, total).Clear();
        new Span<S>(Edges.Gx, total).Clear();
        new Span<S>(Edges.Gy, total).Clear();
        new Span<S>(Edges.Gz, total).Clear();
        foreach (var term in plan.Radial)
        {
            var w = cotangents[term.Function];
            if (w == 0)
                continue;
            var factor = plan.Factors[term.Factor];
            for (var s = FirstSpecies(term.Species); s < EndSpecies(term.Species); s++)
            {
                Segment(s, factor.Shell, out var begin, out var end);
                EdgeLaws<W, S>.PullSum(begin, end, w, factor.Eta, factor.Shift, Factor(term.Factor), Rho(factor.Shell), Edges.Inverse, Edges.A);
            }
        }
        _triplets.Pull(_edgeCutoffs.Pointer, cotangents);
        _compact.Pull(plan.Compact, cotangents);
        EdgeLaws<W, S>.Finish(total, Edges.A, Edges.X, Edges.Gx);
        EdgeLaws<W, S>.Finish(total, Edges.A, Edges.Y, Edges.Gy);
        EdgeLaws<W, S>.Finish(total, Edges.A, Edges.Z, Edges.Gz);
    }

    /// <summary>Distances, cutoff functions of every shell and all radial factors.</summary>
    void PrepareEdges(DescriptorPlan plan)
    {
        var total = Edges.Total;
        EdgeLaws<W, S>.Distances(total, Edges.Squared, Edges.R, Edges.Inverse);
        _edgeCutoffs.Require(3 * _shells.Length * total);
        _factors.Require(plan.Factors.Length * total);
        for (var c = 0; c < _shells.Length; c++)
        {
            if (!plan.UsesShell(c))
                continue;
            EdgeLaws<W, S>.Cutoff<TCutoff>(total, in _shells[c], Edges.R, Cutoff(c), Rho(c));
            for (var s = 0; s < _set.Elements.Length && plan.HasWeights; s++)
                EdgeLaws<W, S>.Weigh(Edges.Start(s), Edges.Start(s + 1), _set.Elements[s].AtomicNumber, Cutoff(c), WeightedCutoff(c));
        }
        for (var f = 0; f < plan.Factors.Length; f++)
        {
            var factor = plan.Factors[f];
            for (var s = 0; s < _set.Elements.Length; s++)
            {
                Segment(s, factor.Shell, out var begin, out var end);
                if (plan.Uses(f, s))
                    EdgeLaws<W, S>.Factor(begin, end, factor.Eta, factor.Shift, Edges.R, factor.Weighted ? WeightedCutoff(factor.Shell) : Cutoff(factor.Shell), Factor(f));
            }
        }
    }

    static int FirstSpecies(int species) => species < 0 ? 0 : species;

    int EndSpecies(int species) => species < 0 ? _set.Elements.Length : species + 1;

    /// <summary>Entries of a species within a shell, in whole vectors.</summary>
    void Segment(int species, int shell, out int begin, out int end)
    {
        begin = Edges.Start(species);
        end = begin + (Edges.Count(species, shell) + W.Lanes - 1) / W.Lanes * W.Lanes;
    }

    public override void Dispose()
    {
        base.Dispose();
        _edgeCutoffs.Dispose();
        _factors.Dispose();
        _triplets.Dispose();
        _compact.Dispose();
    }
}

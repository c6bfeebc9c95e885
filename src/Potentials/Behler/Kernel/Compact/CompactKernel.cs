using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>The compact functions of one atom after another. Windows on edges are kept from <see cref="Values"/> to <see cref="Pull"/>; angles are computed again.</summary>
sealed unsafe class CompactKernel<W, S>(EdgeTable<S> edges, SymmetryFunctionSet set) : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AlignedBuffer<S> _windows = new(), _strip = new(), _angles = new(), _sums = new(), _weights = new();
    readonly List<int> _active = [];
    readonly List<TripletTile> _strips = [];
    int _stride;

    S* Value(int window) => _windows.Pointer + 2L * window * edges.Total;

    S* Slope(int window) => _windows.Pointer + (2L * window + 1) * edges.Total;

    /// <summary>Arrays over the entries of a strip of rows.</summary>
    S* Cosine => _strip.Pointer;

    S* Theta => _strip.Pointer + _stride;

    S* PerSine => _strip.Pointer + 2L * _stride;

    S* Across => _strip.Pointer + 3L * _stride;

    S* PerAcross => _strip.Pointer + 4L * _stride;

    S* AcrossValue => _strip.Pointer + 5L * _stride;

    S* AcrossSlope => _strip.Pointer + 6L * _stride;

    /// <summary>Four that gather sums, one after another.</summary>
    S* Turn => _strip.Pointer + 7L * _stride;

    S* OnK => _strip.Pointer + 8L * _stride;

    S* AcrossPull => _strip.Pointer + 9L * _stride;

    S* OnJ => _strip.Pointer + 10L * _stride;

    const int StripArrays = 11;

    /// <summary>Entries in a strip, unless a single row has more: its twenty arrays stay in the cache.</summary>
    static readonly int Strip = 32 * W.Lanes;

    static int Whole(int count) => (count + W.Lanes - 1) / W.Lanes * W.Lanes;

    /// <summary>Values of all compact functions, into their places.</summary>
    internal void Values(CompactPlan plan, double* values)
    {
        if (plan.Windows.Length == 0)
            return;
        PrepareWindows(plan);
        foreach (var term in plan.Radial)
        {
            for (var s = Math.Max(0, term.Species); s < (term.Species < 0 ? set.Elements.Length : term.Species + 1); s++)
                values[term.Function] += EdgeLaws<W, S>.Sum(edges.Start(s), End(s, plan.Windows[term.Factor].Shell), Value(term.Factor));
        }
        foreach (var group in plan.Groups)
            EvaluateGroup(plan, group, values);
    }

    /// <summary>End of a species' edges within a shell, in whole vectors.</summary>
    int End(int species, int shell) => edges.Start(species) + Whole(edges.Count(species, shell));

    void PrepareWindows(CompactPlan plan)
    {
        _windows.Require(2 * plan.Windows.Length * edges.Total);
        for (var w = 0; w < plan.Windows.Length; w++)
        {
            var window = plan.Windows[w];
            for (var s = 0; s < set.Elements.Length; s++)
            {
                if (!plan.Uses(w, s))
                    continue;
                int begin = edges.Start(s), n = End(s, window.Shell) - begin;
                // Rows of a group go farther than some of its windows.
                new Span<S>(Value(w) + begin + n, edges.Start(s + 1) - begin - n).Clear();
                Window(n, window.Window, window.Weighted ? set.Elements[s].AtomicNumber : 1, edges.R + begin, edges.Inverse + begin, Value(w) + begin, Slope(w) + begin);
            }
        }
    }

    /// <summary>Cuts the pairs of a group into strips of whole rows.</summary>
    void LayStrips(CompactGroup group)
    {
        _strips.Clear();
        _stride = W.Lanes;
        for (var a = Math.Max(0, group.First); a < (group.First < 0 ? set.Elements.Length : group.First + 1); a++)
        {
            for (var b = group.First < 0 ? a : group.Second; b < (group.First < 0 ? set.Elements.Length : group.Second + 1); b++)
                LayStrips(TripletTile.Between(edges, group.Shell, a, b, W.Lanes));
        }
        _strip.Require(StripArrays * _stride);
    }

    void LayStrips(TripletTile tile)
    {
        var end = tile.RowEnd;
        while (tile.RowBegin < end)
        {
            var entries = 0;
            for (tile.RowEnd = tile.RowBegin; tile.RowEnd < end; tile.RowEnd++)
            {
                var row = tile.ColumnEnd - tile.First(tile.RowEnd, W.Lanes);
                if (entries > 0 && entries + row > Strip)
                    break;
                entries += row;
            }
            _stride = Math.Max(_stride, Math.Max(entries, tile.RowEnd - tile.RowBegin));
            _strips.Add(tile);
            tile.RowBegin = tile.RowEnd;
        }
    }

    EdgeArrays<S> Arrays() => new()
    {
        X = edges.X,
        Y = edges.Y,
        Z = edges.Z,
        R = edges.R,
        Inverse = edges.Inverse,
        A = edges.A,
        Gx = edges.Gx,
        Gy = edges.Gy,
        Gz = edges.Gz,
    };

    /// <summary>Angles of the rows' pairs, and r_jk in the narrow form; returns how many entries there are.</summary>
    int BeginStrip(CompactGroup group, in TripletTile rows, in EdgeArrays<S> arrays)
    {
        var entries = CompactLaws<W, S>.Cosines(rows, arrays, Cosine, group.Narrow ? Across : null, PerAcross);
        CompactLaws<W, S>.Angles(entries, Cosine, Theta, PerSine);
        return entries;
    }

    void EvaluateGroup(CompactPlan plan, CompactGroup group, double* values)
    {
        LayStrips(group);
        // Sums are written four angles at a time.
        int count = group.Angles.Length, room = (count + 3) / 4 * 4 * W.Lanes;
        var sums = _sums.Require(group.Windows.Length * room);
        new Span<S>(sums, group.Windows.Length * room).Clear();
        var angles = _angles.Require(count * _stride);
        var arrays = Arrays();
        foreach (var rows in _strips)
        {
            var entries = BeginStrip(group, rows, arrays);
            for (var a = 0; a < count; a++)
                Angle(entries, group.Angles[a], angles + a * _stride, null);
            for (var w = 0; w < group.Windows.Length; w++)
            {
                var window = group.Windows[w];
                if (group.Narrow)
                    Window(entries, plan.Windows[window].Window, 1, Across, PerAcross, AcrossValue, AcrossSlope);
                CompactLaws<W, S>.Accumulate(
                    rows, End(rows.ColumnSpecies, plan.Windows[window].Shell), Value(window), group.Narrow ? AcrossValue : null, angles, _stride, count, sums + w * room);
            }
        }
        for (var w = 0; w < group.Windows.Length; w++)
        {
            for (var a = 0; a < count; a++)
            {
                if (group.FunctionOf(w, a) is var function and >= 0)
                    values[function] = W.SumInDouble(W.Load(ref sums[w * room + a * W.Lanes], 0));
            }
        }
        foreach (var (function, original) in group.Twins)
            values[function] = values[original];
    }

    /// <summary>Adds Σ_m w_m ∂G_m/∂r_ij to the table's edges, for the atom of the last <see cref="Values"/>.</summary>
    internal void Pull(CompactPlan plan, double* cotangents)
    {
        foreach (var term in plan.Radial)
        {
            var w = cotangents[term.Function];
            if (w == 0)
                continue;
            for (var s = Math.Max(0, term.Species); s < (term.Species < 0 ? set.Elements.Length : term.Species + 1); s++)
                CompactLaws<W, S>.PullSum(edges.Start(s), End(s, plan.Windows[term.Factor].Shell), w, Slope(term.Factor), edges.A);
        }
        foreach (var group in plan.Groups)
        {
            if (Weigh(group, cotangents) is var active and > 0)
                PullGroup(plan, group, active);
        }
    }

    /// <summary>The cotangents of a group, by window and active angle; returns how many angles are active.</summary>
    int Weigh(CompactGroup group, double* cotangents)
    {
        _active.Clear();
        for (var a = 0; a < group.Angles.Length; a++)
        {
            for (var w = 0; w < group.Windows.Length; w++)
            {
                if (Weight(group, w, a, cotangents) == 0)
                    continue;
                _active.Add(a);
                break;
            }
        }
        var weights = _weights.Require(group.Windows.Length * Math.Max(1, _active.Count));
        for (var w = 0; w < group.Windows.Length; w++)
        {
            foreach (var a in _active)
                *weights++ = S.CreateTruncating(Weight(group, w, a, cotangents));
        }
        return _active.Count;
    }

    static double Weight(CompactGroup group, int window, int angle, double* cotangents)
    {
        var function = group.FunctionOf(window, angle);
        var weight = function >= 0 ? cotangents[function] : 0;
        foreach (var (twin, original) in group.Twins)
            weight += original == function ? cotangents[twin] : 0;
        return weight;
    }

    void PullGroup(CompactPlan plan, CompactGroup group, int active)
    {
        LayStrips(group);
        S* angles = _angles.Require(2 * active * _stride), slopes = angles + (long)active * _stride;
        var arrays = Arrays();
        foreach (var rows in _strips)
        {
            var entries = BeginStrip(group, rows, arrays);
            for (var a = 0; a < active; a++)
                Angle(entries, group.Angles[_active[a]], angles + a * _stride, slopes + a * _stride);
            new Span<S>(Turn, 4 * _stride).Clear();
            for (var w = 0; w < group.Windows.Length; w++)
            {
                var window = group.Windows[w];
                if (group.Narrow)
                    Window(entries, plan.Windows[window].Window, 1, Across, PerAcross, AcrossValue, AcrossSlope);
                CompactLaws<W, S>.Pull(
                    rows, End(rows.ColumnSpecies, plan.Windows[window].Shell), _weights.Pointer + w * active, active, angles, slopes, _stride, Value(window), Slope(window),
                    group.Narrow ? AcrossValue : null, AcrossSlope, Turn, OnK, AcrossPull, OnJ);
            }
            CompactLaws<W, S>.Spread(rows, arrays, Cosine, PerSine, Turn, OnK, group.Narrow ? AcrossPull : null, OnJ);
        }
    }

    static void Window(int entries, in CompactWindow window, double weight, S* r, S* inverse, S* value, S* slope)
    {
        var call = new WindowCall { Entries = entries, Window = window, Weight = weight, R = r, Inverse = inverse, Value = value, Slope = slope };
        CutoffLaws.Use(window.Core, ref call);
    }

    static void Angle(int entries, in AngleWindow angle, S* value, S* slope, S* theta)
    {
        var call = new AngleCall { Entries = entries, Angle = angle, Theta = theta, Value = value, Slope = slope };
        CutoffLaws.Use(angle.Core, ref call);
    }

    void Angle(int entries, in AngleWindow angle, S* value, S* slope) => Angle(entries, angle, value, slope, Theta);

    struct WindowCall : ICutoffUser
    {
        public int Entries;
        public CompactWindow Window;
        public double Weight;
        public S* R, Inverse, Value, Slope;

        public readonly void Use<TCutoff>()
            where TCutoff : ICutoffLaw => CompactLaws<W, S>.Window<TCutoff>(Entries, Window, Weight, R, Inverse, Value, Slope);
    }

    struct AngleCall : ICutoffUser
    {
        public int Entries;
        public AngleWindow Angle;
        public S* Theta, Value, Slope;

        public readonly void Use<TCutoff>()
            where TCutoff : ICutoffLaw => CompactLaws<W, S>.Angle<TCutoff>(Entries, Angle, Theta, Value, Slope);
    }

    public void Dispose()
    {
        _windows.Dispose();
        _strip.Dispose();
        _angles.Dispose();
        _sums.Dispose();
        _weights.Dispose();
    }
}

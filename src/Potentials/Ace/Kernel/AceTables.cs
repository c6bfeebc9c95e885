using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Ace;

/// <summary>What the laws read besides an atom's own numbers: coefficients, and where everything stands. Angular functions are ordered as <see cref="Harmonics"/> has them, the constant one before them.</summary>
sealed unsafe class AceTables<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    /// <summary>Bytes that a processor moves at once.</summary>
    const int Line = 64;

    readonly AlignedBuffer<S> _mixing, _embedded, _step, _back, _slope, _factors;
    readonly AlignedBuffer<int> _places, _momentOf, _degreeOf, _componentOf;
    readonly int[] _rows;
    readonly S[] _scales;

    internal AceTables(AceForm form, Harmonics harmonics)
    {
        var plan = form.Plan;
        int channels = form.Channels, functions = form.Basis.Count, components = form.Degrees * form.Degrees, entries = 4 * Blocks(components);
        Stride = channels + Line / sizeof(S) * (1 - channels * sizeof(S) / Line % 2);
        _mixing = form.Embedding is null ? Copy(form.Mixing) : Copy([.. Enumerable.Range(0, form.Elements.Length).SelectMany(s => form.MixingOf(s, s))]);
        _embedded = Copy(form.Embedding is null ? [] : form.Mixing);
        (_step, _back, _slope) = (Copy(harmonics.Step), Copy(harmonics.Back), Copy(harmonics.Slope));
        Products = new ProductTables<S>(plan, Stride, form.ScalarPaths, channels);
        _places = Copied<int>.From([.. form.ScalarPaths.Select(p => p * Stride)]);
        _rows = new int[components];
        _scales = new S[components];
        int[] degreeOf = new int[entries], componentOf = [.. Enumerable.Repeat(plan.Planes * Stride, entries)];
        double[] factors = new double[entries * functions];
        for (var l = 0; l < form.Degrees; l++)
        {
            for (var m = -l; m <= l; m++)
            {
                // Components go by l and m from −l to l, functions by m and l; and Σ_m Y_lm² is 2l + 1.
                var lm = l * l + l + m;
                var function = l == 0 ? -1 : harmonics.Row(l, Math.Abs(m)) + (m < 0 ? 1 : 0);
                var scale = l == 0 ? 1 : Math.Sqrt(4 * Math.PI * harmonics.Weights[function]);
                _rows[lm] = function + 1;
                _scales[lm] = S.CreateChecked(scale);
                (degreeOf[_rows[lm]], componentOf[_rows[lm]]) = (l * channels, lm * Stride);
                for (var b = 0; b < functions; b++)
                    factors[Moment(_rows[lm], functions) + 4 * b] = scale;
            }
        }
        _momentOf = Copied<int>.From([.. _rows.Select(q => Moment(q, functions))]);
        (_degreeOf, _componentOf, _factors) = (Copied<int>.From(degreeOf), Copied<int>.From(componentOf), Copy(factors));
    }

    /// <summary>Blocks of four that hold so many angular functions.</summary>
    internal static int Blocks(int components) => (components + 3) / 4;

    /// <summary>Distance of planes: an odd number of lines, so that the same channels of many planes do not fall to the same few places of the first cache.</summary>
    internal int Stride { get; }

    static int Moment(int row, int functions) => row / 4 * 4 * functions + row % 4;

    /// <summary>Of each pair of species; of each species of a neighbour where elements are embedded.</summary>
    internal S* Mixing => _mixing.Pointer;

    /// <summary>Of each number that elements are embedded by.</summary>
    internal S* Embedded => _embedded.Pointer;

    internal S* Step => _step.Pointer;

    internal S* Back => _back.Pointer;

    internal S* Slope => _slope.Pointer;

    /// <summary>Seeds are those of the invariants.</summary>
    internal ProductTables<S> Products { get; }

    /// <summary>Where the plane of each path starts.</summary>
    internal int* Places => _places.Pointer;

    /// <summary>By component: where its moments start.</summary>
    internal int* MomentOf => _momentOf.Pointer;

    /// <summary>By angular function: where its degree starts in a row of mixing coefficients.</summary>
    internal int* DegreeOf => _degreeOf.Pointer;

    /// <summary>By angular function: where its component's plane starts.</summary>
    internal int* ComponentOf => _componentOf.Pointer;

    /// <summary>By moment: what makes Y_lm of its angular function.</summary>
    internal S* Factors => _factors.Pointer;

    /// <summary>The angular function of a component.</summary>
    internal int Row(int component) => _rows[component];

    /// <summary>Y_lm over its angular function.</summary>
    internal S Factor(int component) => _scales[component];

    static AlignedBuffer<S> Copy(double[] from) => Copied<S>.From([.. from.Select(S.CreateChecked)]);

    public void Dispose()
    {
        foreach (var buffer in new[] { _mixing, _embedded, _step, _back, _slope, _factors })
            buffer.Dispose();
        foreach (var buffer in new[] { _places, _momentOf, _degreeOf, _componentOf })
            buffer.Dispose();
        Products.Dispose();
    }
}

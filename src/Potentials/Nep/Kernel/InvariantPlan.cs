using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Nep;

/// <summary>Which accumulators enter which invariant, in arrays that kernels read.</summary>
sealed unsafe class InvariantPlan<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly Range[] _power;
    readonly AlignedBuffer<int> _rows = new(), _cubeRows = new();
    readonly AlignedBuffer<S> _weights = new(), _coefficients = new();

    internal InvariantPlan(NepForm form, Harmonics harmonics)
    {
        var weights = _weights.Require(harmonics.Functions);
        for (var r = 0; r < harmonics.Functions; r++)
            weights[r] = S.CreateChecked(harmonics.Weights[r]);
        var rows = _rows.Require(harmonics.Functions);
        _power = new Range[form.LMax + 1];
        var at = 0;
        for (var l = 1; l <= form.LMax; l++)
        {
            var start = at;
            for (var m = 0; m <= l; m++)
            {
                rows[at++] = harmonics.Row(l, m);
                if (m > 0)
                    rows[at++] = harmonics.Row(l, m) + 1;
            }
            _power[l] = new Range(start, at - start);
        }
        NepInvariants[] wanted = [.. Enum.GetValues<NepInvariants>().Where(i => i != NepInvariants.None && (form.Invariants & i) != 0)];
        var terms = wanted.Select(i => Couplings.Terms(i, harmonics)).ToArray();
        var cubeRows = _cubeRows.Require(3 * terms.Sum(t => t.Length));
        var coefficients = _coefficients.Require(terms.Sum(t => t.Length));
        Extras = new Extra[wanted.Length];
        at = 0;
        for (var e = 0; e < wanted.Length; e++)
        {
            Extras[e] = new Extra(wanted[e] == NepInvariants.Q1111, at, terms[e].Length);
            foreach (var term in terms[e])
            {
                coefficients[at] = S.CreateChecked(term.Coefficient);
                (cubeRows[3 * at], cubeRows[3 * at + 1], cubeRows[3 * at + 2]) = (term.First, term.Second, term.Third);
                at++;
            }
        }
    }

    internal readonly record struct Range(int Start, int Length);

    /// <summary>An invariant of higher order: terms from Start on, or the square of the first.</summary>
    internal readonly record struct Extra(bool IsFourth, int Start, int Terms);

    /// <summary>In the order of the descriptor.</summary>
    internal Extra[] Extras { get; }

    /// <summary>By row: three-body weights.</summary>
    internal S* Weights => _weights.Pointer;

    /// <summary>The rows of the three-body invariant of one l.</summary>
    internal Range Power(int l) => _power[l];

    internal int* Rows(Range range) => _rows.Pointer + range.Start;

    /// <summary>Three to a term.</summary>
    internal int* CubeRows(Extra extra) => _cubeRows.Pointer + 3 * extra.Start;

    internal S* Coefficients(Extra extra) => _coefficients.Pointer + extra.Start;

    public void Dispose()
    {
        _rows.Dispose();
        _cubeRows.Dispose();
        _weights.Dispose();
        _coefficients.Dispose();
    }
}

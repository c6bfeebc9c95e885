using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>A <see cref="ProductPlan"/> as its laws read it: terms by plane forwards and backwards.</summary>
sealed unsafe class ProductTables<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AlignedBuffer<S> _coefficients, _backCoefficients;
    readonly AlignedBuffer<int> _starts, _terms, _backStarts, _backTerms, _seedRows;

    /// <param name="stride">Distance of planes.</param>
    /// <param name="seeds">The planes that cotangents are given of, in the order of their rows.</param>
    /// <param name="seedStride">Distance of these rows.</param>
    internal ProductTables(ProductPlan plan, int stride, IReadOnlyList<int> seeds, int seedStride)
    {
        Plan = plan;
        Stride = stride;
        _coefficients = Copied<S>.From([.. plan.Coefficients.Select(S.CreateChecked)]);
        _starts = Copied<int>.From(plan.TermStart);
        _terms = Copied<int>.From([.. plan.Terms.SelectMany(t => new[] { t.A * stride, t.B * stride })]);
        // By plane, the last first.
        var back = Enumerable.Range(0, plan.Planes).Select(p => Uses(plan, plan.Planes - 1 - p)).ToArray();
        _backStarts = Copied<int>.From([0, .. Enumerable.Range(1, plan.Planes).Select(n => back.Take(n).Sum(u => u.Length))]);
        _backTerms = Copied<int>.From([.. back.SelectMany(u => u).SelectMany(u => new[] { u.Cotangent * stride, u.Value * stride })]);
        _backCoefficients = Copied<S>.From([.. back.SelectMany(u => u).Select(u => S.CreateChecked(u.Coefficient))]);
        Seeds = seeds.Count;
        var rows = Enumerable.Repeat(Seeds, plan.Planes).ToArray();
        for (var row = 0; row < seeds.Count; row++)
            rows[plan.Planes - 1 - seeds[row]] = row;
        _seedRows = Copied<int>.From([.. rows.Select(r => r * seedStride)]);
    }

    internal ProductPlan Plan { get; }

    internal int Stride { get; }

    /// <summary>Rows of seeds; the one after these is to be zero.</summary>
    internal int Seeds { get; }

    internal S* Coefficients => _coefficients.Pointer;

    internal int* Starts => _starts.Pointer;

    internal int* Terms => _terms.Pointer;

    internal S* BackCoefficients => _backCoefficients.Pointer;

    internal int* BackStarts => _backStarts.Pointer;

    internal int* BackTerms => _backTerms.Pointer;

    /// <summary>By plane, the last first: where its seed starts; the row after those of all seeds where it has none.</summary>
    internal int* SeedRows => _seedRows.Pointer;

    static (int Cotangent, int Value, double Coefficient)[] Uses(ProductPlan plan, int plane)
    {
        var uses = new List<(int, int, double)>();
        for (var p = plan.Inputs; p < plan.Planes; p++)
        {
            for (var t = plan.TermStart[p - plan.Inputs]; t < plan.TermStart[p - plan.Inputs + 1]; t++)
            {
                var (a, b) = plan.Terms[t];
                if (a == plane || b == plane)
                    uses.Add((p, a == plane ? b : a, (a == b ? 2 : 1) * plan.Coefficients[t]));
            }
        }
        return [.. uses];
    }

    public void Dispose()
    {
        _coefficients.Dispose();
        _backCoefficients.Dispose();
        foreach (var buffer in new[] { _starts, _terms, _backStarts, _backTerms, _seedRows })
            buffer.Dispose();
    }
}

using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Electrostatics;

namespace Athanor.Potentials.Tests.Electrostatics;

/// <summary>The least model with charges: q_i = ± Σ_j s(r_ij)², U_i = ½ Σ_j s(r_ij)² and s = 1 − r²/R², of sodium (+) and chlorine (−).</summary>
sealed class BondCharges(CoulombTerms terms, ChargeForce force = ChargeForce.Exact) : IPotential
{
    internal const double Range = 4;

    public string Name => "bond charges";

    public double? Cutoff => null;

    public bool Covers(Element element) => new Local().Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new ChargedEvaluator(new Local(), terms, force, 1.5, options);

    internal static double Squared(double d) => d < Range ? Math.Pow(1 - d * d / (Range * Range), 2) : 0;

    sealed class Local : ShortRangeModel
    {
        public override string Name => "bond charges";

        public override double Range => BondCharges.Range;

        public override int SpeciesOf(Element element) => element.Symbol switch
        {
            "Na" => 0,
            "Cl" => 1,
            _ => -1,
        };

        public override BlockKernel<T> OpenKernel<T>() => new Kernel<T>();
    }

    sealed unsafe class Kernel<T> : BlockKernel<T>
        where T : unmanaged
    {
        public override bool ScattersForces => true;

        public override int OutputCount => 1;

        public override void Outputs(in AtomBlock<T> block)
        {
            for (var i = 0; i < block.OwnCount; i++)
            {
                block.Outputs[i] = 0;
                for (var k = 0; k < block.EdgeCount[i]; k++)
                    block.Outputs[i] += Sign(block, i) * Squared(Edge(block, i, k).Length);
            }
        }

        public override void Evaluate(in AtomBlock<T> block)
        {
            for (var i = 0; i < block.OwnCount; i++)
            {
                var weight = 0.5 + (block.Cotangents is null ? 0 : block.Cotangents[i] * Sign(block, i));
                for (var k = 0; k < block.EdgeCount[i]; k++)
                {
                    var edge = Edge(block, i, k);
                    var gradient = weight * Slope(edge);
                    Add(block, 4 * i + 3, 0.5 * Squared(edge.Length));
                    for (var d = 0; d < 3; d++)
                    {
                        Add(block, 4 * i + d, gradient[d]);
                        Add(block, 4 * block.Edges[block.EdgeStart[i] + k] + d, -gradient[d]);
                    }
                }
            }
        }

        public override void OutputGradient(in AtomBlock<T> block, int atom, double* gradient)
        {
            for (var k = 0; k < block.EdgeCount[atom]; k++)
            {
                for (var d = 0; d < 3; d++)
                    gradient[3 * block.Edges[block.EdgeStart[atom] + k] + d] = Sign(block, atom) * Slope(Edge(block, atom, k))[d];
            }
        }

        static double Sign(in AtomBlock<T> block, int i) => block.Species[i] == 0 ? 1 : -1;

        static Vec3 Slope(Vec3 edge) => edge.Length < Range ? -4 / (Range * Range) * (1 - edge.LengthSquared / (Range * Range)) * edge : Vec3.Zero;

        static Vec3 Edge(in AtomBlock<T> block, int i, int k)
        {
            int j = block.Edges[block.EdgeStart[i] + k];
            return new Vec3(Number(block.Positions[4 * j]) - Number(block.Positions[4 * i]), Number(block.Positions[4 * j + 1]) - Number(block.Positions[4 * i + 1]), Number(block.Positions[4 * j + 2]) - Number(block.Positions[4 * i + 2]));
        }

        static double Number(T x) => typeof(T) == typeof(float) ? (float)(object)x : (double)(object)x;

        static void Add(in AtomBlock<T> block, int at, double x) =>
            block.Forces[at] = typeof(T) == typeof(float) ? (T)(object)(float)(Number(block.Forces[at]) + x) : (T)(object)(Number(block.Forces[at]) + x);
    }
}

using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Electrostatics;
using Athanor.Potentials.Nep;

namespace Athanor.Bench;

/// <summary>What charges cost: the sums of a Coulomb energy by themselves, and a NEP model with charges beside the same one without. Microseconds of processor time an atom and step.</summary>
static class ChargesBench
{
    public static void Run()
    {
        foreach (var cells in new[] { 3, 5, 8 })
        {
            var salt = Shaken(Supercell.Repeat(Crystal.RockSalt(Element.Parse("Te"), Element.Parse("Pb"), 6.57), cells, cells, cells));
            var random = new Random(1);
            double[] charges = [.. Enumerable.Range(0, salt.Count).Select(i => salt.Elements[i].Symbol == "Pb" ? 0.5 : -0.5)];
            var field = new ElectrostaticField();
            // As NEP divides the sum.
            Show("wave vectors", salt, new CoulombTerms { Waves = (Math.PI / 8, 2 * Math.PI * Math.PI / 8) }, charges, field);
            Show("pairs", salt, new CoulombTerms { Pairs = PairScreening.ShortPart(Math.PI / 8, 8) }, charges, field);
            foreach (var mode in new[] { 0, 1 })
            {
                foreach (var precision in new[] { Precision.Double, Precision.Single })
                {
                    using var evaluator = Model(mode).Open(new EvaluatorOptions(Team.Single, precision, 0.5));
                    var prediction = new Prediction();
                    Line(salt, $"NEP {(mode == 0 ? "without charges" : "mode 1")}, {precision}", Clock.Measure(() => evaluator.Evaluate(salt, Request.Forces, prediction), 1.5));
                }
            }
        }
    }

    static void Show(string what, Structure salt, CoulombTerms terms, double[] charges, ElectrostaticField field)
    {
        using var sum = new CoulombSum(terms, Team.Single);
        using var neighbours = new Neighbours(8, 0.5);
        neighbours.Update(salt, Team.Single);
        Line(salt, what, Clock.Measure(() => sum.Evaluate(salt, neighbours, charges, field), 1));
    }

    static void Line(Structure salt, string what, (double Wall, double Processor) time) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{salt.Count,5} atoms  {what,-32} {time.Processor / salt.Count * 1e6,8:F2}"));

    /// <summary>The sizes of the published model of lead telluride, with random numbers.</summary>
    static NepModel Model(int mode)
    {
        var form = new NepForm
        {
            Version = 4,
            ChargeMode = mode,
            Elements = [Element.Parse("Te"), Element.Parse("Pb")],
            RadialCutoffs = [8, 8],
            AngularCutoffs = [4, 4],
            RadialChannels = 5,
            AngularChannels = 5,
            RadialBasis = 9,
            AngularBasis = 9,
            LMax = 4,
            Invariants = NepInvariants.Q222,
            Neurons = 30,
        };
        var random = new Random(2);
        double[] Numbers(long count, double scale) => [.. Enumerable.Range(0, (int)count).Select(_ => scale * (2 * random.NextDouble() - 1))];
        var networks = Enumerable.Range(0, 2).Select(_ => new NepNetwork(
            Numbers((long)form.Neurons * form.DescriptorLength, 0.1), Numbers(form.Neurons, 0.5), Numbers(form.Neurons, 0.1), mode > 0 ? Numbers(form.Neurons, 0.1) : default));
        return new NepModel(form, [.. networks], 0, Numbers(form.RadialCoefficientCount, 0.1), Numbers(form.AngularCoefficientCount, 0.1), Numbers(form.DescriptorLength, 0.1));
    }

    static Structure Shaken(Structure structure)
    {
        var random = new Random(1);
        for (var i = 0; i < structure.Count; i++)
            structure.Positions[i] += 0.1 * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        return structure;
    }
}

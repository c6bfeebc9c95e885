using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Elastic constants for machines: what <c>--json</c> writes.</summary>
public static class ElasticRecord
{
    public static object Of(Elasticity elasticity)
    {
        var (tensor, moduli) = (elasticity.Stiffness, elasticity.Stiffness.Averages);
        var derived = elasticity.Derived.ToDictionary(d => d.Name, d => d.Value);
        var vectors = elasticity.Structure.Cell!.Vectors;
        return new
        {
            elasticity.Potential,
            elasticity.Structure.Formula,
            Cell = Rows(vectors),
            VolumePerAtom = derived["volume per atom"],
            Density = new Quantity(elasticity.Density * 1.66053906660, "g/cm³"),
            Pressure = new Quantity(Units.GigaPascal * elasticity.Pressure, "GPa"),
            SpaceGroup = elasticity.SpaceGroup,
            elasticity.Rotations,
            Axes = new { elasticity.Axes.Text, Rotation = Rows(elasticity.Axes.Rotation) },
            Stiffness = Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Select(j => elasticity.C(i, j))),
            ClampedStiffness_GPa = Matrix(elasticity.Clamped),
            EnergyDerivatives_GPa = Matrix(tensor.EnergyDerivatives(elasticity.Pressure)),
            Compliance_perGPa = Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Select(j => tensor.Compliance[6 * i + j] / Units.GigaPascal)),
            Eigenvalues_GPa = tensor.Eigenvalues.Select(e => Units.GigaPascal * e),
            tensor.IsStable,
            elasticity.UnstableModes,
            elasticity.MemberRemarks,
            BulkModulus = derived["bulk modulus"],
            BulkModulusVoigt = new Quantity(Units.GigaPascal * moduli.BulkVoigt, "GPa"),
            BulkModulusReuss = new Quantity(Units.GigaPascal * moduli.BulkReuss, "GPa"),
            ShearModulus = derived["shear modulus"],
            ShearModulusVoigt = new Quantity(Units.GigaPascal * moduli.ShearVoigt, "GPa"),
            ShearModulusReuss = new Quantity(Units.GigaPascal * moduli.ShearReuss, "GPa"),
            YoungModulus = derived["Young's modulus"],
            PoissonRatio = derived["Poisson's ratio"],
            UniversalAnisotropy = derived["universal anisotropy"],
            LongitudinalSound = derived["longitudinal sound"],
            TransverseSound = derived["transverse sound"],
            MeanSound = derived["mean sound"],
            DebyeTemperature = derived["Debye temperature"],
            DebyeTemperatureOfGrains = new Quantity(DebyeModel.OfGrains(moduli, elasticity.Density, elasticity.Structure.Count / elasticity.Structure.Cell.Volume).Temperature, "K"),
            Directions = ElasticTables.Ways.Select(w => new
            {
                Along = w.Name,
                Direction = new[] { w.Direction.X, w.Direction.Y, w.Direction.Z },
                Sound = SoundVelocity.Along(tensor, elasticity.Density, w.Direction).Select(s => new Quantity(s.Velocity, "m/s")),
                YoungModulus = new Quantity(Units.GigaPascal * tensor.YoungAlong(w.Direction), "GPa"),
            }),
            Numerics = new
            {
                elasticity.Settings.Strain,
                elasticity.FromEnergy,
                elasticity.Evaluations,
                Strains = elasticity.Independent.Strains,
                IndependentConstants = elasticity.Independent.Coefficients,
                Correction = new Quantity(Units.GigaPascal * elasticity.Correction, "GPa"),
                Residual = new Quantity(Units.GigaPascal * elasticity.Residual, "GPa"),
            },
        };
    }

    static IEnumerable<double[]> Rows(Mat3 m) => Enumerable.Range(0, 3).Select(i => new[] { m[i, 0], m[i, 1], m[i, 2] });

    static IEnumerable<IEnumerable<double>> Matrix(ElasticTensor tensor) => Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Select(j => Units.GigaPascal * tensor[i, j]));
}

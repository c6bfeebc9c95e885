using System.Text.Json;
using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>A window that is to be sampled, or was.</summary>
/// <param name="After">The window at whose end its structure was pulled over; −1 where it is of the first pull.</param>
public sealed record PlannedWindow(int Number, double Centre, double Stiffness, int After);

/// <summary>What a folder of windows holds: the sampling it belongs to and its windows so far. A resumed sampling goes on with it, and with no other.</summary>
public sealed record UmbrellaPlan
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public int Version { get; init; } = 1;

    public required string Potential { get; init; }

    public required string Variable { get; init; }

    public required string Formula { get; init; }

    public required double From { get; init; }

    public required double To { get; init; }

    public required double Temperature { get; init; }

    public required double TimeStep { get; init; }

    public required double RelaxationTime { get; init; }

    public required long Equilibration { get; init; }

    public required long Pull { get; init; }

    public required int Every { get; init; }

    public required ulong Seed { get; init; }

    public IReadOnlyList<PlannedWindow> Windows { get; init; } = [];

    internal static UmbrellaPlan Of(string potential, Structure structure, UmbrellaSettings s) => new()
    {
        Potential = potential,
        Variable = s.Variable.Name,
        Formula = structure.Formula,
        From = s.From,
        To = s.To,
        Temperature = s.Temperature,
        TimeStep = s.TimeStep,
        RelaxationTime = s.RelaxationTime,
        Equilibration = s.Equilibration,
        Pull = s.Pull,
        Every = s.Every,
        Seed = s.Seed,
        Windows = [.. s.Centres.Select((c, k) => new PlannedWindow(k, c, s.UsualStiffness, -1))],
    };

    /// <summary>Null where there is none.</summary>
    /// <exception cref="SimulationException">It cannot be read.</exception>
    internal static UmbrellaPlan? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<UmbrellaPlan>(File.ReadAllBytes(path), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SimulationException($"{path} cannot be read as the plan of windows ({e.Message.TrimEnd('.')}). Take another folder, or begin anew with --force.", e);
        }
    }

    internal void Write(string path) => AtomicFile.Write(path, overwrite: true, stream => JsonSerializer.Serialize(stream, this, Json));

    double Picoseconds(long steps) => Math.Round(1e-3 * steps * TimeStep, 9);

    /// <summary>Steps may become more, and windows too; the rest decides what was sampled.</summary>
    /// <exception cref="SimulationException">Another sampling is in the folder.</exception>
    internal void RefuseOther(UmbrellaPlan asked, string folder)
    {
        var other = PlanDifference.Of(("the potential", Potential, asked.Potential), ("the structure", Formula, asked.Formula), ("--variable", Variable, asked.Variable), ("--from", From, asked.From), ("--to", To, asked.To),
            ("--temperature", Temperature, asked.Temperature), ("--timestep", TimeStep, asked.TimeStep), ("--relaxation-time", RelaxationTime, asked.RelaxationTime), ("--equilibration", Equilibration, asked.Equilibration),
            ("--pull-ps", Picoseconds(Pull), asked.Picoseconds(asked.Pull)), ("--every", Every, asked.Every), ("--seed", Seed, asked.Seed));
        if (other is not null)
            throw new SimulationException($"The windows in {folder} are of another sampling, begun with {other}. Say the same to go on with them, take another folder, or begin anew with --force.");
    }
}

using System.Text.Json;
using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>What decides the bits of the runs in a folder, but for how many and how long they are. They are gone on with by the same, and by no other.</summary>
sealed record MetadynamicsPlan
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public int Version { get; init; } = 1;

    public required string Potential { get; init; }

    public required string Variable { get; init; }

    public required string Formula { get; init; }

    public required double From { get; init; }

    public required double To { get; init; }

    public required double Temperature { get; init; }

    /// <summary>Of the first hills, eV.</summary>
    public required double Height { get; init; }

    /// <summary>σ of hills.</summary>
    public required double Width { get; init; }

    public required double Factor { get; init; }

    public required int Pace { get; init; }

    public required int Every { get; init; }

    public required double TimeStep { get; init; }

    public required double RelaxationTime { get; init; }

    public required ulong Seed { get; init; }

    internal static MetadynamicsPlan Of(string potential, Structure structure, MetadynamicsSettings s) => new()
    {
        Potential = potential,
        Variable = s.Variable.Name,
        Formula = structure.Formula,
        From = s.From,
        To = s.To,
        Temperature = s.Temperature,
        Height = s.HillHeight,
        Width = s.HillWidth,
        Factor = s.Factor,
        Pace = s.Pace,
        Every = s.Every,
        TimeStep = s.TimeStep,
        RelaxationTime = s.RelaxationTime,
        Seed = s.Seed,
    };

    /// <summary>Null where there is none.</summary>
    /// <exception cref="SimulationException">It cannot be read.</exception>
    internal static MetadynamicsPlan? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<MetadynamicsPlan>(File.ReadAllBytes(path), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SimulationException($"{path} cannot be read as the plan of runs ({e.Message.TrimEnd('.')}). Take another folder, or begin anew with --force.", e);
        }
    }

    internal void Write(string path) => AtomicFile.Write(path, overwrite: true, stream => JsonSerializer.Serialize(stream, this, Json));

    /// <exception cref="SimulationException">Something differs.</exception>
    internal void RefuseOther(MetadynamicsPlan asked, string folder)
    {
        var other = PlanDifference.Of(("the potential", Potential, asked.Potential), ("the structure", Formula, asked.Formula), ("--variable", Variable, asked.Variable), ("--from", From, asked.From), ("--to", To, asked.To),
            ("--temperature", Temperature, asked.Temperature), ("--height", Height, asked.Height), ("--width", Width, asked.Width), ("--bias-factor", Factor, asked.Factor), ("--pace", Pace, asked.Pace), ("--every", Every, asked.Every),
            ("--timestep", TimeStep, asked.TimeStep), ("--relaxation-time", RelaxationTime, asked.RelaxationTime), ("--seed", Seed, asked.Seed));
        if (other is not null)
            throw new SimulationException($"The runs in {folder} were begun with {other}. Say the same to go on with them, take another folder, or begin anew with --force.");
    }
}
